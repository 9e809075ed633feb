import { readConfig, url, type Environment } from '@dianda/service-kit';

/** What every command needs: Dianda's database as the role `dianda_owner`. Throws `ConfigurationError`. */
export function readCliConfig(environment?: Environment) {
  return readConfig(
    { databaseUrl: url('DATABASE_URL', { protocols: ['postgres', 'postgresql'] }) },
    environment,
  );
}

export type CliConfig = ReturnType<typeof readCliConfig>;
