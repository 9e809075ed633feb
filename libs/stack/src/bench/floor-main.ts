// The floor: a bare fan-out over the same agencies and the same TLS, with one insert to accept an inquiry and one
// transaction for its five answers. No queue, no warrant, no receipt checked, nothing encrypted, nothing on record.
import { mustParse, parseLegId, type Question } from '@dianda/inquiry';
import { AdapterServiceClient, encodeInquire, type InquireResponse } from '@dianda/wire';
import { experimental, Metadata } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { closedLoop, type LoadResult } from './closed-loop.js';
import type { FloorJob, FloorSetting } from './floor.js';

const [settingText] = process.argv.slice(2);
if (settingText === undefined) throw new TypeError('the setting is missing');
// Our own parent wrote it.
const setting = JSON.parse(settingText) as FloorSetting;

const pool = new pg.Pool({ connectionString: setting.databaseUrl, max: 12 });
await pool.query('CREATE SCHEMA IF NOT EXISTS bench_floor');
await pool.query(
  'CREATE TABLE IF NOT EXISTS bench_floor.inquiry (id uuid PRIMARY KEY, body jsonb NOT NULL, completed_at timestamptz)',
);
await pool.query(
  `CREATE TABLE IF NOT EXISTS bench_floor.answer (leg_id uuid PRIMARY KEY, inquiry_id uuid NOT NULL,
   answer bytea NOT NULL, receipt bytea NOT NULL)`,
);

const { certificateFile, keyFile, authorityFile } = setting.tls;
const files = new experimental.FileWatcherCertificateProvider({
  certificateFile,
  privateKeyFile: keyFile,
  caCertificateFile: authorityFile,
  refreshIntervalMs: 60_000,
});
const credentials = experimental.createCertificateProviderChannelCredentials(files, files);
const clients = setting.agencies.map(
  ({ endpoint, tlsName }) =>
    new AdapterServiceClient(endpoint, credentials, {
      'grpc.ssl_target_name_override': tlsName,
      'grpc.default_authority': tlsName,
      'grpc.use_local_subchannel_pool': 1,
      'grpc.enable_retries': 0,
    }),
);
const warrant = {
  jws: Buffer.from('none'),
  id: randomUUID(),
  issuedAt: setting.now,
  expiresAt: setting.expiresAt,
};

async function oneInquiry(): Promise<void> {
  const inquiryId = randomUUID();
  await pool.query({
    name: 'accept',
    text: 'INSERT INTO bench_floor.inquiry (id, body) VALUES ($1, $2)',
    values: [inquiryId, JSON.stringify(setting.order)],
  });
  const answers = await Promise.all(clients.map((client) => ask(client)));
  const connection = await pool.connect();
  try {
    await connection.query('BEGIN');
    await connection.query({
      name: 'answers',
      text: `INSERT INTO bench_floor.answer (leg_id, inquiry_id, answer, receipt)
        SELECT leg_id, $1, decode(answer, 'base64'), decode(receipt, 'base64')
        FROM jsonb_to_recordset($2::jsonb) AS given(leg_id uuid, answer text, receipt text)`,
      values: [inquiryId, JSON.stringify(answers)],
    });
    await connection.query({
      name: 'complete',
      text: 'UPDATE bench_floor.inquiry SET completed_at = now() WHERE id = $1',
      values: [inquiryId],
    });
    await connection.query('COMMIT');
  } finally {
    connection.release();
  }
}

function ask(client: AdapterServiceClient) {
  // The parent's example question under an id of its own.
  const question: Question = { ...setting.question, legId: mustParse(parseLegId, randomUUID()) };
  const request = encodeInquire(question, warrant, '');
  return new Promise<{ leg_id: string; answer: string; receipt: string }>((resolve, reject) => {
    client.inquire(
      request,
      new Metadata(),
      { deadline: Date.now() + 10_000 },
      (error, reply: InquireResponse) => {
        if (error !== null) reject(error);
        else
          resolve({
            leg_id: question.legId,
            answer: Buffer.from(reply.answer).toString('base64'),
            receipt: Buffer.from(reply.receipt).toString('base64'),
          });
      },
    );
  });
}

process.on('message', (job: FloorJob) => {
  void closedLoop(job.inFlight, job.seconds, oneInquiry).then((result: LoadResult) => process.send?.(result));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
