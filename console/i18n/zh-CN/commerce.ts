export const commerce = {}
