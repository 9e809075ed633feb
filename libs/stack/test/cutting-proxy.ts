import { createServer, request as send, type IncomingMessage, type Server } from 'node:http';
import { freePort } from '../src/servers/free-port.js';

/** What a bad line does to one request: the answer is lost, or the token is spoilt on its way. */
export interface LineFault {
  readonly method: string;
  readonly path: RegExp;
  readonly does: 'cut_after_answer' | 'spoil_token';
}

/** Stands before the gateway as a bad line: each fault happens once, to the first request that it fits. */
export class CuttingProxy {
  readonly happened: LineFault[] = [];

  private constructor(
    readonly url: string,
    private readonly server: Server,
    private readonly faults: LineFault[],
  ) {}

  static async start(gatewayUrl: string, faults: readonly LineFault[]): Promise<CuttingProxy> {
    const port = await freePort();
    const server = createServer();
    const proxy = new CuttingProxy(`http://127.0.0.1:${port}`, server, [...faults]);
    server.on('request', (request, reply) => {
      const fault = proxy.faultOf(request);
      const { method, url, headers: sent } = request;
      const headers = fault === 'spoil_token' ? { ...sent, authorization: 'Bearer e30.e30.e30' } : sent;
      const onward = send(new URL(url ?? '/', gatewayUrl), { method, headers }, (answer) => {
        if (fault === 'cut_after_answer') {
          answer.resume().once('end', () => request.socket.destroy());
          return;
        }
        reply.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(reply);
      });
      onward.on('error', () => request.socket.destroy());
      request.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private faultOf({ method, url = '' }: IncomingMessage): LineFault['does'] | undefined {
    const index = this.faults.findIndex((fault) => fault.method === method && fault.path.test(url));
    const [fault] = index === -1 ? [] : this.faults.splice(index, 1);
    if (fault !== undefined) this.happened.push(fault);
    return fault?.does;
  }
}
