import type { api } from '../../api/client.ts'

export type OrderRow = Awaited<ReturnType<typeof api.commerce.listOrders>>['items'][number]
export type Order = Awaited<ReturnType<typeof api.commerce.getOrder>>
export type Product = Awaited<ReturnType<typeof api.commerce.getProduct>>
