import {
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type StatusObject,
} from '@grpc/grpc-js';
import { DiandaError, type Agency } from '@dianda/inquiry';
import {
  AdapterServiceService,
  decodeInquire,
  encodeDescription,
  encodeError,
  type AdapterDescription,
  type DescribeResponse,
  type InquireRequest,
  type ReceivedQuestion,
} from '@dianda/wire';
import { readFileSync } from 'node:fs';
import type { AgencyTrust } from '../constellation/trust-files.js';

/** How a fake agency behaves when it is asked; what it throws is the call's failure, a DiandaError with its reason. */
export interface AgencyConduct {
  /** The serialized InquireResponse, or whatever else it sends in its place; may never come. */
  reply(asked: ReceivedQuestion, agency: FakeAgency): Promise<Uint8Array>;
  /** What it says of itself in place of the truth; left out, it says the truth. */
  describe?(truth: AdapterDescription): Promise<AdapterDescription>;
}

/** Thrown by a conduct: the call fails with this status, and says nothing more than a transport would. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  constructor(readonly code: status) {
    super(status[code]);
  }
}

/** What a fake agency is: its directory row, but for the endpoint, and its keys. */
export interface FakeAgency {
  readonly row: Omit<Agency, 'endpoint'>;
  readonly trust: AgencyTrust;
}

/** The contract's service, but a reply is sent as the bytes it is: a liar does not serialize well-formed messages. */
const rawService = {
  ...AdapterServiceService,
  inquire: { ...AdapterServiceService.inquire, responseSerialize: (bytes: Buffer): Buffer => bytes },
};

const regionsOf = (regions: readonly string[]): readonly string[] =>
  regions.length === 0 ? ['000000'] : regions;

/** A real adapter server over mutual TLS whose answers are a fake's. */
export class AgencyServer {
  private readonly server = new Server({ 'grpc.max_send_message_length': -1 });
  /** Every question that was put, in order; polls and repeats too. Empty where it does not remember. */
  readonly asked: ReceivedQuestion[] = [];
  /** How often it was asked to describe itself. */
  describedCount = 0;

  private constructor(
    private readonly agency: FakeAgency,
    private readonly conduct: AgencyConduct,
    private readonly remembers: boolean,
  ) {}

  /** One that is asked without end must not remember what. */
  static async start(
    agency: FakeAgency,
    conduct: AgencyConduct,
    { remembers } = { remembers: true },
  ): Promise<AgencyServer> {
    const started = new AgencyServer(agency, conduct, remembers);
    await started.listen();
    return started;
  }

  private endpoint = '';

  /** The directory row under which it is found. */
  get row(): Agency {
    return { ...this.agency.row, endpoint: this.endpoint };
  }

  /** Breaks off whatever runs. */
  stop(): void {
    this.server.forceShutdown();
  }

  private async listen(): Promise<void> {
    this.server.addService(rawService, {
      describe: (_call: unknown, callback: sendUnaryData<DescribeResponse>) => {
        this.describedCount += 1;
        const truth = this.describe();
        const told = this.conduct.describe?.(truth) ?? Promise.resolve(truth);
        told.then(
          (description) => {
            callback(null, encodeDescription(description));
          },
          (error: unknown) => {
            callback(failureOf(error));
          },
        );
      },
      inquire: (call: ServerUnaryCall<InquireRequest, Uint8Array>, callback: sendUnaryData<Uint8Array>) => {
        const asked = decodeInquire(call.request);
        if (this.remembers) this.asked.push(asked);
        this.conduct.reply(asked, this.agency).then(
          (bytes) => {
            callback(null, Buffer.from(bytes));
          },
          (error: unknown) => {
            callback(failureOf(error));
          },
        );
      },
      withdraw: (_call: unknown, callback: sendUnaryData<never>) => {
        callback({ code: status.UNIMPLEMENTED, details: 'a fake agency takes nothing back' });
      },
    });
    const { authorityFile, certificateFile, keyFile } = this.agency.trust.tls;
    const credentials = ServerCredentials.createSsl(
      readFileSync(authorityFile),
      [{ private_key: readFileSync(keyFile), cert_chain: readFileSync(certificateFile) }],
      true,
    );
    const port = await new Promise<number>((resolve, reject) => {
      this.server.bindAsync('127.0.0.1:0', credentials, (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    this.endpoint = `127.0.0.1:${port}`;
  }

  private describe(): AdapterDescription {
    const { row } = this.agency;
    return {
      agencyCode: row.code,
      agencyName: row.name.zh,
      adapterName: 'fake-agency',
      adapterVersion: '0.0.0',
      contractVersion: row.contractVersion,
      servedClasses: row.services.map((service) => ({
        assetClass: service.assetClass,
        subjectKinds: service.subjectKinds,
        documentTypes: ['RESIDENT_ID', 'USCC'],
        dataCategories: ['ASSETS'],
        regionCodes: regionsOf(service.regions),
      })),
      maxPageSize: 100,
      maxConcurrent: row.concurrency,
      workingNote: '',
      supportsWithdraw: false,
      pushesAnswers: false,
      receiptKeys: [JSON.stringify(this.agency.trust.receiptKey)],
    };
  }
}

function failureOf(error: unknown): Partial<StatusObject> {
  if (error instanceof DiandaError) return encodeError(error, 'adapter');
  if (error instanceof CallFailure) return { code: error.code, details: error.message };
  return { code: status.INTERNAL, details: error instanceof Error ? error.name : 'fake' };
}
