import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The page of the API documentation: Swagger UI from this server, nothing from elsewhere. */
export const docsPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>点达 Dianda API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

/** A script of our own instead of an inline one, which the page's policy forbids. */
const startScript = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
});
`;

export interface DocsAsset {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** The only files served; a name from outside is never part of a path. */
const mediaTypes = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const satisfies Record<string, string>;

/** Swagger UI's files, read from its package when first asked for. */
export class DocsAssets {
  private readonly read = new Map<string, Promise<Buffer>>();

  constructor(private readonly folder: string) {}

  async find(name: string): Promise<DocsAsset | undefined> {
    if (name === 'start.js') {
      return { mediaType: 'text/javascript; charset=utf-8', bytes: Buffer.from(startScript) };
    }
    if (!isAssetName(name)) return undefined;
    const bytes = this.read.get(name) ?? readFile(join(this.folder, name));
    this.read.set(name, bytes);
    return { mediaType: mediaTypes[name], bytes: await bytes };
  }
}

function isAssetName(name: string): name is keyof typeof mediaTypes {
  return Object.hasOwn(mediaTypes, name);
}
