/** Rows of a file that one call takes; a file goes in as many calls as it needs. */
export const ROWS_A_CALL = 500
