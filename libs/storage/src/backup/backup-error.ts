/** Why a backup is not made, or not restored; told to the operator as it stands. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
