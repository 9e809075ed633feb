import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { AnswerInboxServiceClient, decodeError, PushOutcome } from '@dianda/wire';
import { readFileSync } from 'node:fs';
import type { AgencyTrust } from '../constellation/trust-files.js';
import type { Framed, SignedAnswer } from './replies.js';

/** As an agency of that certificate brings an answer by itself. Throws the DiandaError that the inbox says. */
export async function pushAnswer(
  inbox: { readonly endpoint: string; readonly tlsName: string },
  { tls }: Pick<AgencyTrust, 'tls'>,
  asked: Pick<Framed, 'legId' | 'round'>,
  { answer, receipt }: SignedAnswer,
): Promise<'accepted' | 'duplicate'> {
  const files = [tls.authorityFile, tls.keyFile, tls.certificateFile].map((file) => readFileSync(file));
  const client = new AnswerInboxServiceClient(
    inbox.endpoint,
    credentials.createSsl(files[0] ?? null, files[1] ?? null, files[2] ?? null),
    { 'grpc.ssl_target_name_override': inbox.tlsName, 'grpc.default_authority': inbox.tlsName },
  );
  const request = {
    legId: asked.legId,
    round: asked.round,
    pageToken: '',
    answer: Buffer.from(answer),
    receipt,
  };
  try {
    return await new Promise((resolve, reject) => {
      const deadline = Date.now() + 10_000;
      client.pushAnswer(request, new Metadata(), { deadline }, (error: ServiceError | null, response) => {
        if (error !== null) reject(decodeError(error));
        else resolve(response.outcome === PushOutcome.PUSH_OUTCOME_DUPLICATE ? 'duplicate' : 'accepted');
      });
    });
  } finally {
    client.close();
  }
}
