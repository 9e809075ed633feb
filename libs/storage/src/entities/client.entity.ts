import type { ClientScope } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an account of role court-system has besides. */
@Entity('client')
export class ClientEntity {
  @PrimaryColumn('uuid') accountId!: string;
  @Column('jsonb') scopes!: readonly ClientScope[];
  @Column('integer') requestsPerMinute!: number;
}

/** Public keys only; the table itself refuses private ones. */
@Entity('client_key')
export class ClientKeyEntity {
  @PrimaryColumn('uuid') accountId!: string;
  @PrimaryColumn('text') kid!: string;
  @Column('jsonb') jwk!: Readonly<Record<string, string>>;
  @Column('timestamptz') addedAt!: Date;
}

/** An assertion that was taken once; kept until nobody could offer it again. */
@Entity('used_assertion')
export class UsedAssertionEntity {
  @PrimaryColumn('uuid') accountId!: string;
  @PrimaryColumn('text') jti!: string;
  @Column('timestamptz') until!: Date;
}

/** rate-limiter-flexible's own columns. */
@Entity('request_count')
export class RequestCountEntity {
  @PrimaryColumn('text') key!: string;
  @Column('integer') points!: number;
  /** Milliseconds since 1970. */
  @Column('bigint', { nullable: true }) expire!: string | null;
}
