/** Commands by which database clients have a statement stopped over another connection, as they look on the wire. */
const TEXT_COMMANDS = /pg_cancel_backend|pg_terminate_backend|\bkill\s+(?:query\s+|connection\s+)?\d/i;

/** PostgreSQL's CancelRequest: length 16, code 80877102 ("Message Formats" in its manual). */
const POSTGRES_CANCEL = Buffer.from('0000001004d2162e', 'hex');

/** Whether bytes from the adapter hold a command that stops a statement. Pure; blind for what TLS hides. */
export function isCancelCommand(bytes: Buffer): boolean {
  return bytes.includes(POSTGRES_CANCEL) || TEXT_COMMANDS.test(bytes.toString('latin1'));
}
