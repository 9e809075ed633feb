import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { agencyCode, type TestCourt } from '../test-court.js';
import { freePort } from './free-port.js';

const EXAMPLE = 'examples/adapter-python';
/** Debian's Python, whose packages the example uses; another Python on the path knows nothing of them. */
const PYTHON = '/usr/bin/python3';
const START_MS = 20_000;

/** The packages that the example's README names; what is missing of them, or undefined. */
export function missingForPython(): string | undefined {
  const imports = spawnSync(PYTHON, ['-c', 'import grpc, google.protobuf, cryptography'], {
    stdio: 'ignore',
  });
  if (imports.status !== 0) return 'python3-grpcio, python3-protobuf, python3-cryptography';
  const plugin = spawnSync('sh', ['-c', 'command -v protoc && command -v grpc_python_plugin'], {
    stdio: 'ignore',
  });
  return plugin.status === 0 ? undefined : 'protobuf-compiler, protobuf-compiler-grpc, libprotobuf-dev';
}

export interface PythonAdapter {
  readonly port: number;
  /** Whom its sample register holds. */
  readonly subjectsFile: string;
  readonly registryFile: string;
  readonly logFile: string;
  /** The program that makes its register fail; one more word says how. */
  readonly controlArguments: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Installs and starts the example as its README says, with files in the court's folder. */
export async function startPythonAdapter(court: TestCourt): Promise<PythonAdapter> {
  run(join(EXAMPLE, 'install'), []);
  run(PYTHON, [join(EXAMPLE, 'sample/make_registry.py'), court.folder]);
  const { certificateFile, keyFile, authorityFile } = court.filesOf('adapter');
  const registryFile = join(court.folder, 'registry.sqlite');
  const logFile = join(court.folder, 'adapter.log');
  const log = openSync(logFile, 'w');
  const port = await freePort();
  const child = spawn(join(EXAMPLE, 'run'), [], {
    stdio: ['ignore', 'pipe', log],
    env: {
      PATH: process.env['PATH'],
      PYTHONDONTWRITEBYTECODE: '1',
      ADAPTER_LISTEN: `127.0.0.1:${port}`,
      ADAPTER_AGENCY_CODE: agencyCode,
      ADAPTER_AGENCY_NAME: '样例车辆管理所',
      ADAPTER_ALLOWED_PEERS: 'dispatcher.test',
      ADAPTER_REGION: '320898',
      ADAPTER_SINCE: '1998-01-01',
      ADAPTER_REVIEW_SECONDS: '1',
      REGISTRY_FILE: registryFile,
      JOURNAL_FILE: join(court.folder, 'journal.sqlite'),
      JOURNAL_KEY_FILE: join(court.folder, 'journal.key'),
      RECEIPT_KEY_FILE: join(court.folder, 'python-receipt.key.pem'),
      WARRANT_KEYS_FILE: court.warrantKeysFile,
      TLS_CERT_FILE: certificateFile,
      TLS_KEY_FILE: keyFile,
      TLS_CA_FILE: authorityFile,
    },
  });
  closeSync(log);
  await serving(child);
  return {
    port,
    subjectsFile: join(court.folder, 'subjects.json'),
    registryFile,
    logFile,
    controlArguments: [PYTHON, join(EXAMPLE, 'sample/registry_control.py'), registryFile],
    stop: () => stopped(child),
  };
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}

/** The one line on stdout says that it serves. */
function serving(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the Python adapter does not come up')), START_MS);
    child.stdout?.once('data', () => {
      clearTimeout(late);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the Python adapter ended with ${String(code)}; see its log`));
    });
  });
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
