import type { DeliveryState, SendFailure, WebhookState, WebhookType } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('webhook')
export class WebhookEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') courtCode!: string;
  @Column('text') url!: string;
  @Column('jsonb') types!: readonly WebhookType[];
  @Column('text') state!: WebhookState;
  @Column('bytea') keyWrapped!: Buffer;
  /** JSON of the secrets, newest first, each with its end. */
  @Column('bytea') secretsSealed!: Buffer;
  @Column('timestamptz') createdAt!: Date;
  /** It is told of events after this position of the line. */
  @Column('bigint') afterPosition!: string;
}

@Entity('webhook_delivery')
export class WebhookDeliveryEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') webhookId!: string;
  @Column('uuid') inquiryId!: string;
  @Column('integer') eventNumber!: number;
  @Column('text') type!: WebhookType;
  @Column('text') state!: DeliveryState;
  @Column('integer') attempts!: number;
  @Column('timestamptz') dueAt!: Date;
  @Column('timestamptz', { nullable: true }) leaseUntil!: Date | null;
  @Column('timestamptz') givenUpAt!: Date;
  @Column('integer', { nullable: true }) lastStatus!: number | null;
  @Column('text', { nullable: true }) lastFailure!: SendFailure | null;
  @Column('timestamptz', { nullable: true }) deliveredAt!: Date | null;
}
