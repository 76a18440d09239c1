import { text } from 'node:stream/consumers'

/** All of standard input, without the newline that ends it. */
export const readStdin = async (): Promise<string> =>
  (await text(process.stdin)).replace(/\r?\n$/, '')
