/**
 * Builds the two entries into build/: `npm ci && npm run build`. What it writes is committed, so that neither users nor
 * tests need Node. build/manifest.json holds the digests of all sources: a test compares them and fails where someone
 * changed a source and forgot to build.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, 'build');
const TARGET = ['chrome88', 'edge88', 'firefox85', 'safari15'];

const sha256 = (content) => createHash('sha256').update(content).digest('hex');
const slashes = (path) => path.split(sep).join('/');

/** Every file that decides what the build writes. */
function sources() {
  const written = readdirSync(join(HERE, 'src')).map((name) => `src/${name}`);
  return [...written, 'build.mjs', 'package.json', 'package-lock.json'].sort();
}

/** Bundle one entry; gives its files and the packages inside. */
async function bundle(entry, options) {
  const result = await build({
    absWorkingDir: HERE,
    entryPoints: [`src/${entry}.js`],
    outdir: 'build',
    bundle: true,
    minify: true,
    charset: 'utf8',
    target: TARGET,
    legalComments: 'none',
    metafile: true,
    write: false,
    ...options,
  });
  return { files: result.outputFiles, inputs: Object.keys(result.metafile.inputs) };
}

/** Names of the packages that these inputs came from, with those that were bundled into them beforehand. */
function packagesOf(inputs) {
  const names = inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(slashes(input))?.[1]).filter(Boolean);
  const found = new Set(names);
  for (const name of found) {
    const { dependencies = {} } = packageOf(name);
    Object.keys(dependencies).forEach((dependency) => found.add(dependency));
  }
  return [...found].sort();
}

const packageOf = (name) => JSON.parse(readFileSync(join(HERE, 'node_modules', name, 'package.json'), 'utf8'));

/** Name, version and licence text of each package. */
function licences(names) {
  const parts = names.map((name) => {
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'].map((n) => join(HERE, 'node_modules', name, n)).find(existsSync);
    if (!file) throw new Error(`${name} has no licence file`);
    const { version, license } = packageOf(name);
    return `${name} ${version} (${license})\n\n${readFileSync(file, 'utf8').trim()}\n`;
  });
  return `The files in this folder contain the following libraries.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

async function main() {
  const component = await bundle('component', { format: 'esm', entryNames: '[name]-[hash]' });
  const page = await bundle('page', { format: 'iife' });
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT);
  const outputs = {};
  const write = (name, content) => {
    writeFileSync(join(OUT, name), content);
    outputs[name] = sha256(content);
  };
  [...component.files, ...page.files].forEach((file) => write(slashes(relative(OUT, file.path)), file.contents));
  write('LICENSES.txt', licences(packagesOf([...component.inputs, ...page.inputs])));
  const digests = Object.fromEntries(sources().map((name) => [name, sha256(readFileSync(join(HERE, name)))]));
  writeFileSync(join(OUT, 'manifest.json'), `${JSON.stringify({ sources: digests, outputs }, null, 2)}\n`);
  await stop();
}

await main();
