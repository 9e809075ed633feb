import { AccountStore, type Account, type AccountStanding, type PersonActor } from '@dianda/inquiry';

/** Accounts in memory; compares user names without regard to case, as the port asks. */
export class MemoryAccounts extends AccountStore {
  private readonly accounts = new Map<string, Account>();

  add(account: Account): void {
    this.accounts.set(account.username.toLowerCase(), account);
  }

  disable(username: string): void {
    const account = this.accounts.get(username.toLowerCase());
    if (account === undefined) throw new Error('no such account to disable');
    this.add({ ...account, disabled: true });
  }

  override findByUsername(username: string): Promise<Account | undefined> {
    return Promise.resolve(this.accounts.get(username.toLowerCase()));
  }

  override findByActor(actor: PersonActor): Promise<Account | undefined> {
    return Promise.resolve(this.accountOf(actor));
  }

  override standingOf(actor: PersonActor): Promise<AccountStanding> {
    const account = this.accountOf(actor);
    const isGood = account !== undefined && !account.disabled && account.actor.role === actor.role;
    return Promise.resolve(isGood ? 'in_force' : 'ended');
  }

  override changePassword(): Promise<boolean> {
    throw new Error('passwords are changed on a database');
  }

  private accountOf(actor: PersonActor): Account | undefined {
    return [...this.accounts.values()].find((each) => each.actor.accountId === actor.accountId);
  }
}
