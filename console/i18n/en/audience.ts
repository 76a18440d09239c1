export const audience = {}
