/** A reason not to start that the operator can mend; its message is all there is to say. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
}
