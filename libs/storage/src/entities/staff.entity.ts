import type { ActorRole } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('court')
export class CourtEntity {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  /** Nobody of a disabled court signs in. */
  @Column('boolean') disabled!: boolean;
}

/** Officers are staff: their names and numbers stand on every warrant and are not encrypted. */
@Entity('officer')
export class OfficerEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') courtCode!: string;
  @Column('text') name!: string;
  @Column('text') workId!: string;
  @Column('text') dutyId!: string;
  @Column('text') phone!: string;
  @Column('timestamptz') credentialsValidUntil!: Date;
  @Column('integer') revision!: number;
}

@Entity('account')
export class AccountEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') username!: string;
  /** What user names are compared by. */
  @Column('text') usernameKey!: string;
  @Column('text') displayName!: string;
  /** PHC string; the password itself is nowhere. Null for a machine client, which has none. */
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('text') role!: ActorRole;
  @Column('text', { nullable: true }) courtCode!: string | null;
  @Column('uuid', { nullable: true }) officerId!: string | null;
  @Column('boolean') disabled!: boolean;
  @Column('timestamptz') createdAt!: Date;
  /** A password that an administrator gave: good for nothing but choosing one's own. */
  @Column('boolean') passwordOneTime!: boolean;
}
