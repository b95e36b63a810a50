// Reads RDF/XML from standard input and writes each triple as a line of JSON: [subject, predicate, object, language or datatype].
import { createRequire } from 'node:module';

const { RdfXmlParser } = createRequire(import.meta.url)(process.argv[2]);
const parser = new RdfXmlParser({ strict: true });
process.stdin.pipe(parser)
  .on('data', ({ subject, predicate, object }) => console.log(JSON.stringify(
    [subject.value, predicate.value, object.value, object.termType === 'Literal' ? object.language || object.datatype.value : '', subject.termType + object.termType])))
  .on('error', error => { console.error(error.message); process.exitCode = 1; });
