/** Every code this side of the world may answer with; the client's verdict table must know them all. */
export const WECOM_CODES = [
  -1, 40001, 40003, 40007, 40013, 40014, 40058, 40063, 40068, 40071, 40096, 40126, 41001, 41002,
  41004, 41035, 41037, 41038, 41039, 41041, 41044, 41045, 41046, 41048, 41050, 41051, 41063, 41064,
  41065, 41091, 42001, 45009, 49008, 50100, 60003, 60020, 84061, 90501,
] as const
