/** Every code this side of the world may answer with; the client's verdict table must know them all. */
export const OFFICIAL_ACCOUNT_CODES = [
  -1, 40001, 40002, 40003, 40008, 40013, 40014, 40029, 40035, 40052, 40053, 40125, 40163, 41001,
  41002, 41004, 42001, 42003, 43002, 43004, 44002, 45002, 45009, 45011, 45015, 45047, 47001, 48001,
] as const
