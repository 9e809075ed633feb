/** RFC 6749 section 5.1, in its spelling. */
export interface TokenBody {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  /** What was granted, parted by blanks. */
  readonly scope: string;
}
