import { experimental, Metadata, type ServiceError } from '@grpc/grpc-js';
import type { Question } from '@dianda/inquiry';
import { AnswerInboxServiceClient, decodeError, PushOutcome } from '@dianda/wire';
import type { AnsweredPage } from '../journal/journal-entry.js';
import type { TlsFiles } from '../serve/server-credentials.js';

/** Where the court platform takes answers that are brought to it. */
export interface InboxPlace {
  /** `host:port` */
  readonly address: string;
  /** DNS name on its certificate. */
  readonly tlsName: string;
}

const PUSH_WITHIN_MS = 20_000;
const CERTIFICATE_REFRESH_MS = 60_000;

/** Brings answers to the court platform's inbox, under the adapter's own certificate. */
export class InboxClient {
  private readonly client: AnswerInboxServiceClient;

  constructor({ address, tlsName }: InboxPlace, tls: TlsFiles) {
    const files = new experimental.FileWatcherCertificateProvider({
      certificateFile: tls.certificateFile,
      privateKeyFile: tls.keyFile,
      caCertificateFile: tls.authorityFile,
      refreshIntervalMs: CERTIFICATE_REFRESH_MS,
    });
    this.client = new AnswerInboxServiceClient(
      address,
      experimental.createCertificateProviderChannelCredentials(files, files),
      {
        'grpc.ssl_target_name_override': tlsName,
        'grpc.default_authority': tlsName,
        'grpc.enable_retries': 0,
      },
    );
  }

  /** Throws the DiandaError that the inbox says, or the transport. */
  push(
    { legId, round }: Pick<Question, 'legId' | 'round'>,
    { answer, receipt }: AnsweredPage,
  ): Promise<'accepted' | 'duplicate'> {
    const request = {
      legId,
      round,
      pageToken: '',
      answer: Buffer.from(answer),
      receipt: Buffer.from(receipt),
    };
    const deadline = Date.now() + PUSH_WITHIN_MS;
    return new Promise((resolve, reject) => {
      this.client.pushAnswer(
        request,
        new Metadata(),
        { deadline },
        (error: ServiceError | null, response) => {
          if (error !== null) reject(decodeError(error));
          else resolve(response.outcome === PushOutcome.PUSH_OUTCOME_DUPLICATE ? 'duplicate' : 'accepted');
        },
      );
    });
  }

  close(): void {
    this.client.close();
  }
}
