import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/**
 * What was sent, at rest. zstd level 1: 100 events of 500 bytes shrink to about a tenth in 0.2 ms,
 * which saves PostgreSQL far more than it costs here.
 */
export const pack = (text: string): Buffer =>
  zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })

export const unpack = (packed: Buffer): string => zstdDecompressSync(packed).toString('utf8')
