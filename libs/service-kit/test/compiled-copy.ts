import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** This library and its test programs as the build would write them, in a folder of their own. */
export interface CompiledCopy {
  /** The path of a test program, by the name of its source in `test/`. */
  readonly program: (name: string) => string;
  readonly remove: () => void;
}

/** Real processes must run what is shipped, and Node cannot run our sources: their imports end in `.js`. */
export function compileCopy(): CompiledCopy {
  const home = mkdtempSync(join(tmpdir(), 'service-kit-'));
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'));
  for (const part of ['src', 'test']) {
    for (const file of sourcesIn(join('libs/service-kit', part))) {
      const { outputText } = ts.transpileModule(readFileSync(join('libs/service-kit', part, file), 'utf8'), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
      });
      const compiled = join(home, part, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(compiled), { recursive: true });
      writeFileSync(compiled, outputText);
    }
  }
  return {
    program: (name) => join(home, 'test', `${name}.js`),
    remove: () => rmSync(home, { recursive: true }),
  };
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^([a-z-]+\/)*[a-z-]+\.ts$/.test(file),
  );
}
