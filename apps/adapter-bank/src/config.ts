import { adapterFields } from '@dianda/adapter-kit';
import { readConfig, text, type Environment } from '@dianda/service-kit';

/** A bank adapter's configuration: one program, deployed once for each bank. */
export function readBankConfig(environment?: Environment) {
  return readConfig(
    {
      ...adapterFields,
      /** First three digits of the bank's CNAPS codes; branches of another bank in an answer are marked. */
      bankCode: text('ADAPTER_BANK_CODE', { rule: { pattern: /^\d{3}$/, means: 'three digits' } }),
    },
    environment,
    { prefix: 'ADAPTER_' },
  );
}

export type BankConfig = ReturnType<typeof readBankConfig>;
