export const loyalty = {}
