import QRCode from 'qrcode'

/** A code that anyone can scan: the text inside is the address of the code itself. */
export async function qrPng(text: string): Promise<Response> {
  const png = await QRCode.toBuffer(text, { width: 320, margin: 2 })
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } })
}
