import pg from 'pg';

/** What a connection does while the server waits for the rows of a COPY; the types of pg leave it out. */
interface CopyReceiver {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** A query that answers the server's call for rows with one chunk. */
class CopyQuery extends pg.Query {
  constructor(
    statement: string,
    private readonly chunk: Buffer,
    done: (error: Error | null | undefined) => void,
  ) {
    super(statement, done);
  }

  handleCopyInResponse(connection: CopyReceiver): void {
    connection.sendCopyFromChunk(this.chunk);
    connection.endCopyFrom();
  }
}

/** Runs `COPY … FROM STDIN` with these rows in COPY’s text format; rejects with the server's error, all or nothing. */
export function copyText(client: pg.Client, statement: string, rows: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null | undefined): void => {
      if (error instanceof Error) reject(error);
      else resolve();
    };
    client.query(new CopyQuery(statement, rows, done));
  });
}
