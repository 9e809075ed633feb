import {
  ClientStore,
  DiandaError,
  instantOf,
  RequestCounter,
  type AccountId,
  type Actor,
  type ClientJwk,
  type MachineClient,
  type NewMachineClient,
  type RequestCount,
} from '@dianda/inquiry';

/** Machine clients in memory; keeps who changed what. */
export class MemoryClients extends ClientStore {
  private readonly clients = new Map<AccountId, MachineClient>();
  private readonly used = new Set<string>();

  override find(id: AccountId): Promise<MachineClient | undefined> {
    return Promise.resolve(this.clients.get(id));
  }

  override list(): Promise<readonly MachineClient[]> {
    return Promise.resolve([...this.clients.values()]);
  }

  override useAssertion(id: AccountId, jti: string): Promise<boolean> {
    const isNew = !this.used.has(`${id} ${jti}`);
    this.used.add(`${id} ${jti}`);
    return Promise.resolve(isNew);
  }

  override add(client: NewMachineClient, _by: Actor | undefined): Promise<void> {
    if ([...this.clients.values()].some((each) => each.name === client.name)) {
      return Promise.reject(DiandaError.conflict('CLIENT_NAME_TAKEN'));
    }
    this.clients.set(client.actor.accountId, { ...client, disabled: false, keys: [] });
    return Promise.resolve();
  }

  override addKey(id: AccountId, key: ClientJwk, _by?: Actor): Promise<void> {
    const addedAt = instantOf(0);
    return this.change(id, (client) => {
      if (client.keys.some(({ kid }) => kid === key.kid)) throw DiandaError.conflict('CLIENT_KEY_KNOWN');
      return { ...client, keys: [...client.keys, { ...key, addedAt }] };
    });
  }

  override removeKey(id: AccountId, kid: string, _by?: Actor): Promise<void> {
    return this.change(id, (client) => {
      const keys = client.keys.filter((key) => key.kid !== kid);
      if (keys.length === client.keys.length) throw DiandaError.notFound('CLIENT_KEY_NOT_FOUND');
      return { ...client, keys };
    });
  }

  override setDisabled(id: AccountId, disabled: boolean, _by?: Actor): Promise<void> {
    return this.change(id, (client) => ({ ...client, disabled }));
  }

  /** Changes what a test needs changed. */
  async change(id: AccountId, work: (client: MachineClient) => MachineClient): Promise<void> {
    const client = await this.find(id);
    if (client === undefined) throw DiandaError.notFound('CLIENT_NOT_FOUND');
    this.clients.set(id, work(client));
  }
}

/** Counts that end when a test says so. */
export class MemoryRequests extends RequestCounter {
  private readonly counts = new Map<string, number>();

  override take(key: string, windowMs: number): Promise<RequestCount> {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return Promise.resolve({ count, endsInMs: windowMs });
  }

  override forget(key: string): Promise<void> {
    this.counts.delete(key);
    return Promise.resolve();
  }

  endWindows(): void {
    this.counts.clear();
  }
}
