import type {
  AssetClass,
  HoldCause,
  Identity,
  Instant,
  Language,
  LegError,
  LegId,
  LegState,
  LocalText,
  PartyPush,
  Report,
  Rung,
  SubjectId,
  TeamRole,
  WaitingFor,
} from '@dianda/inquiry';
import { ASSERTION_TYPE, openClientKey, signAssertion } from '@dianda/trust';
import { randomUUID } from 'node:crypto';

/** A leg as `GET /inquiries/{id}` shows it. */
export interface LegProgress {
  readonly id: LegId;
  readonly subjectId: SubjectId;
  readonly assetClass: AssetClass;
  readonly agencyCode?: string;
  readonly state: LegState;
  readonly rung?: Rung;
  /** Calls that asked; polls of a deferred leg are not among them. */
  readonly attempts: number;
  readonly expectedAt?: Instant;
  readonly waitingFor?: WaitingFor;
  readonly lastError?: LegError;
}

/** What the demo reads of `GET /inquiries/{id}`. */
export interface InquiryProgress {
  readonly state: 'dispatching' | 'completed' | 'cancelled';
  readonly subjects: readonly { readonly subjectId: SubjectId; readonly name: string }[];
  readonly legs: readonly LegProgress[];
}

/** A row of `GET /agencies`. */
export interface ListedAgency {
  readonly code: string;
  readonly name: LocalText;
  /** While it is there nobody asks the agency. */
  readonly hold?: { readonly cause: HoldCause; readonly since: Instant; readonly nextProbeAt?: Instant };
}

export interface CaseToPush {
  readonly caseNumber: string;
  readonly caseType: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly filedOn: string;
  readonly parties: readonly PartyPush[];
  readonly team: readonly { readonly workId: string; readonly role: TeamRole }[];
}

export interface OrderToPlace {
  readonly caseNumber: string;
  /** Left out: all liable parties. */
  readonly subjects?: readonly Identity[];
  /** Left out: every class that makes sense. */
  readonly assetClasses?: readonly AssetClass[];
  /** Codes; every competent agency unless given. */
  readonly agencies?: readonly string[];
  readonly notice: { readonly id: string };
  readonly purpose: string;
}

/** What a system test reads of `GET /inquiries/batches/{id}`. */
export interface BatchProgress {
  readonly state: 'processing' | 'completed';
  readonly counts: { readonly waiting: number; readonly accepted: number; readonly refused: number };
}

const requestTimeoutMs = 20_000;

/** Thrown for an answer of the gateway that is no success; carries the problem's own words. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly status: number,
    readonly problem: unknown,
    what: string,
  ) {
    super(`${what} was answered ${status}: ${JSON.stringify(problem)}`);
  }
}

/** The gateway's own default (`TOKEN_AUDIENCE`). */
const tokenAudience = 'urn:dianda:gateway';

/** One signed-in account of a court, or its machine client, over the public API alone. */
export class CourtClient {
  private constructor(
    private readonly gatewayUrl: string,
    private readonly language: Language,
    private readonly token: string | undefined,
  ) {}

  static async signIn(
    gatewayUrl: string,
    language: Language,
    account: { readonly username: string; readonly password: string },
  ): Promise<CourtClient> {
    const nobody = new CourtClient(gatewayUrl, language, undefined);
    const session = await nobody.call('POST', '/sessions', { body: account });
    return new CourtClient(gatewayUrl, language, textMember(session, 'accessToken'));
  }

  /** As the machine client whose private key lies in the file. */
  static async ofClient(
    gatewayUrl: string,
    language: Language,
    client: { readonly clientId: string; readonly keyFile: string },
  ): Promise<CourtClient> {
    const assertion = await signAssertion(
      { clientId: client.clientId, audience: tokenAudience, jti: randomUUID(), now: new Date() },
      openClientKey(client.keyFile),
    );
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
    });
    const nobody = new CourtClient(gatewayUrl, language, undefined);
    const token = await nobody.call('POST', '/token', { body: form });
    return new CourtClient(gatewayUrl, language, textMember(token, 'access_token'));
  }

  async putCase(pushed: CaseToPush): Promise<void> {
    const { caseNumber, parties, ...rest } = pushed;
    await this.call('PUT', `/cases/${encodeURIComponent(caseNumber)}`, {
      body: {
        ...rest,
        state: 'open',
        parties: parties.map(({ reference, role, liable, identity }) => ({
          reference,
          role,
          liable,
          ...identityBody(identity),
        })),
      },
    });
  }

  /** Has a notice about all liable parties drawn up; answers what the gateway keeps of it. */
  async drawUpNotice(
    caseNumber: string,
    notice: { readonly number: string; readonly purpose: string },
  ): Promise<{ readonly id: string; readonly sha256: string }> {
    const body = await this.call('POST', `/cases/${encodeURIComponent(caseNumber)}/notices`, {
      body: notice,
    });
    return { id: textMember(body, 'id'), sha256: textMember(body, 'sha256') };
  }

  /** Answers the id of the inquiry; the same key gives the same inquiry again. */
  async order(order: OrderToPlace, idempotencyKey: string): Promise<string> {
    const accepted = await this.call('POST', '/inquiries', {
      body: {
        ...order,
        ...(order.subjects === undefined ? {} : { subjects: order.subjects.map(identityBody) }),
      },
      headers: { 'idempotency-key': idempotencyKey },
    });
    return textMember(accepted, 'id');
  }

  /** Orders a CSV of rows; answers the id of the batch. */
  async orderBatch(csv: string, idempotencyKey: string): Promise<string> {
    const taken = await this.call('POST', '/inquiries/batch', {
      body: new Blob([csv], { type: 'text/csv' }),
      headers: { 'idempotency-key': idempotencyKey },
    });
    return textMember(taken, 'id');
  }

  async batch(id: string): Promise<BatchProgress> {
    const body = await this.call('GET', `/inquiries/batches/${id}`);
    if (!isBatch(body)) throw new TypeError('a batch without state or counts');
    return body;
  }

  async progress(inquiryId: string): Promise<InquiryProgress> {
    const body = await this.call('GET', `/inquiries/${inquiryId}`);
    if (!isProgress(body)) throw new TypeError('an inquiry without state, subjects or legs');
    return body;
  }

  async report(inquiryId: string): Promise<Report> {
    const body = await this.call('GET', `/inquiries/${inquiryId}/report`);
    if (!isReport(body)) throw new TypeError('a report without subjects, gaps or hash');
    return body;
  }

  /** The agency directory, with the holds in force. */
  async agencies(): Promise<readonly ListedAgency[]> {
    const body = await this.call('GET', '/agencies');
    const items: readonly unknown[] = isObject(body) && Array.isArray(body['items']) ? body['items'] : [];
    if (!items.every(isAgency)) throw new TypeError('an agency without code or name');
    return items;
  }

  /** The agencies' names by code, in the client's language. */
  async agencyNames(): Promise<ReadonlyMap<string, string>> {
    const items = await this.agencies();
    return new Map(items.map(({ code, name }) => [code, this.language === 'zh-CN' ? name.zh : name.en]));
  }

  /**
   * What happens to the officer's inquiries from now on, until the signal is aborted. Throws when the stream is refused
   * or cut.
   */
  async *events(
    signal: AbortSignal,
  ): AsyncGenerator<{ readonly event: string; readonly data: Readonly<Record<string, unknown>> }> {
    const response = await fetch(`${this.gatewayUrl}/api/v1/events`, {
      signal,
      headers: { accept: 'text/event-stream', authorization: `Bearer ${this.token ?? ''}` },
    });
    if (!response.ok || response.body === null) {
      throw new ProblemError(response.status, await response.text(), 'GET /events');
    }
    let text = '';
    try {
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const event = /^event: ?(.*)$/m.exec(block)?.[1];
          const data: unknown = JSON.parse(/^data: ?(.*)$/m.exec(block)?.[1] ?? 'null');
          if (event !== undefined && isObject(data)) yield { event, data };
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  noticeBytes(noticeId: string): Promise<Buffer> {
    return this.bytes(`/notices/${noticeId}/content`, '*/*');
  }

  /** The report as a document of this media type. */
  reportAs(inquiryId: string, mediaType: string): Promise<Buffer> {
    return this.bytes(`/inquiries/${inquiryId}/report`, mediaType);
  }

  private async bytes(path: string, accept: string): Promise<Buffer> {
    const response = await fetch(`${this.gatewayUrl}/api/v1${path}`, {
      signal: AbortSignal.timeout(requestTimeoutMs),
      headers: { accept, 'accept-language': this.language, authorization: `Bearer ${this.token ?? ''}` },
    });
    const body = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new ProblemError(response.status, body.toString('utf8'), `GET ${path}`);
    return body;
  }

  private async call(
    method: string,
    path: string,
    sent: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<unknown> {
    // A form and a file say themselves what they are.
    const asIs = sent.body instanceof URLSearchParams || sent.body instanceof Blob ? sent.body : undefined;
    const response = await fetch(`${this.gatewayUrl}/api/v1${path}`, {
      method,
      signal: AbortSignal.timeout(requestTimeoutMs),
      headers: {
        'accept-language': this.language,
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(sent.body === undefined || asIs !== undefined ? {} : { 'content-type': 'application/json' }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: asIs ?? JSON.stringify(sent.body) }),
    });
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new ProblemError(response.status, body, `${method} ${path}`);
    return body;
  }
}

// The gateway is our own, tested against its description; these look at what the demo leans on.

/** A subject as the API spells it. */
function identityBody({ kind, name, document }: Identity) {
  return { kind, name, documentType: document.type, documentNumber: document.number };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textMember(value: unknown, name: string): string {
  const member = isObject(value) ? value[name] : undefined;
  if (typeof member !== 'string') throw new TypeError(`the gateway answered without "${name}"`);
  return member;
}

function isProgress(value: unknown): value is InquiryProgress {
  return (
    isObject(value) &&
    typeof value['state'] === 'string' &&
    Array.isArray(value['subjects']) &&
    Array.isArray(value['legs'])
  );
}

function isBatch(value: unknown): value is BatchProgress {
  return isObject(value) && typeof value['state'] === 'string' && isObject(value['counts']);
}

function isReport(value: unknown): value is Report {
  return (
    isObject(value) &&
    typeof value['contentHash'] === 'string' &&
    Array.isArray(value['subjects']) &&
    Array.isArray(value['gaps']) &&
    isObject(value['counts'])
  );
}

function isAgency(value: unknown): value is ListedAgency {
  return (
    isObject(value) &&
    typeof value['code'] === 'string' &&
    isObject(value['name']) &&
    typeof value['name']['zh'] === 'string' &&
    typeof value['name']['en'] === 'string'
  );
}
