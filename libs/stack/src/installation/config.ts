import { folder, port, readConfig, type Environment } from '@dianda/service-kit';
import { join } from 'node:path';

/** Where an installation lies and listens. Throws ConfigurationError. */
export function readInstallationConfig(repository: string, environment?: Environment) {
  return readConfig(
    {
      /** Everything that is kept: databases, keys, logs. */
      home: folder('DIANDA_HOME', { default: join(repository, '.dianda'), mustExist: false }),
      /** The API, its documentation and its health. */
      port: port('PORT', { default: 3000 }),
    },
    environment,
  );
}
