/** Vectors for the callback cipher and signatures; all sealed with the random `0123456789abcdef`. */
export const RANDOM = new TextEncoder().encode('0123456789abcdef')
export const TOKEN = 'siyuTestToken2026'
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
export const CORP_ID = 'ww1234567890abcdef'

export const ADD_CONTACT_XML =
  '<xml><ToUserName><![CDATA[ww1234567890abcdef]]></ToUserName><FromUserName><![CDATA[sys' +
  ']]></FromUserName><CreateTime>1767225660</CreateTime><MsgType><![CDATA[event]]></MsgTy' +
  'pe><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external' +
  '_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[' +
  'wmSimulatedCustomer0000000000001]]></ExternalUserID><State><![CDATA[渠道A]]></State><Wel' +
  'comeCode><![CDATA[WELCOME-0001]]></WelcomeCode></xml>'

export const ADD_CONTACT_SEALED =
  'Q3stYC6hdFzMh9T8HCvyDLEe4b/42gTaJ2C0h4K+xzreniPm++oDwKUZhW7U0t8ru0xnsR6QumwaIc7x2zoPwf' +
  'FDdNM+3zLpbm56mAKWMIoWHxKFK6i6pKpL9O2rPzzTu2UD9RkKw1lUor3jVocpW5BKkYiPy7iDqzd9aK19m1wv' +
  'mgJgNiAhb/dvxeGq1bxVJdXERlUpakZEV6NV5J/eyLv/KtihkKJVD8OxiDL18WR5JR+vMxoHEe7vi7ky2YHQTA' +
  'N6WfhSdXUdArUu9fN1LBgxKsJeRJ4ttqepbWKCKg/ca/axyIkTqKPuLK/aZLZq4bDepYdjYdv7p1I8nd6m3krT' +
  'BihRmwkSUuAUjFNmFzcRgrpjr5AQDlOPELM3CJ7kp/AAIai+qR8cXB2WExve0uiDH4FOfdgj8jIftKuCSw1sMA' +
  'nSZz9UNEVcV8zWt1ONAuXJoItlcBzQYAyaG/w6mra0fGOi54XxDVvDV6IEekfmdgqCfBuZ3CvrppwyLP/HfG2+' +
  'H7Kr7HccKNNp+mfUwXrgqzpAATxbrD4rNIpws6qOdL6+0DFCAFn7N4MqxTrkl78/S9Ue3xjPgrLDs9APs+Wy4r' +
  '+MJ6XuUqR/6B3NaXlqqjlSOZ8rvo43fADivpZVB8UwAIKgEvw9G81ftVcj4CWUXE85G2C90xCBoJ2BpTUienra' +
  'z31/PcCh67gACig9A2Ur4z8fSh79PbDBj6Afxg=='

export const KF_XML =
  '<xml><ToUserName><![CDATA[ww1234567890abcdef]]></ToUserName><CreateTime>1767225700</Cr' +
  'eateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event' +
  '><Token><![CDATA[ENCsimtoken1]]></Token><OpenKfId><![CDATA[wkSimKf0001]]></OpenKfId></' +
  'xml>'

export const KF_SEALED =
  'Q3stYC6hdFzMh9T8HCvyDBiTs/jWSg4hKsnGDqSiS0JAwmR0YumAv/iYKKHJ48zMBz1QImKXSk+u65JlBchpKL' +
  'oIlwnwC1nJsSzFzxXHmgLjikMnuo/it/pzATs+rvwYlpM/yIATEKXGBf6UKFV/CQvmK3DhU1zKAAGGr9hleBYK' +
  'LT36gicIMENu2k4D5NkbrtQmjq5gTRWbBvr9AuuvAVnqBaBBvWbWht3GZs+i6lFBSEDLNa/+kvZaHeNwRAOsCG' +
  'wQx+aeYqbEl54Kqiv+/cjbnHp8Jrg0rfIcHjQsA7GmrLDDdL4ceX2vDBPrzO38MfjyjD1K58A/tNv8/S8ERkrz' +
  '6IlKsC6VxiWj4qFe20C4rLrPBLbzvQrWhEEkBuhAU7SErTpkUutH/yFF7El/LTTz9yxm52X2OzDiVdXXEWA='

export const REPLY_XML =
  '<xml><ToUserName><![CDATA[zhangsan]]></ToUserName><FromUserName><![CDATA[ww1234567890a' +
  'bcdef]]></FromUserName><CreateTime>1767225662</CreateTime><MsgType><![CDATA[text]]></M' +
  'sgType><Content><![CDATA[收到]]></Content></xml>'

export const REPLY_SEALED =
  'Q3stYC6hdFzMh9T8HCvyDOfoxogh1MJuVqHQl4PjVXg3TRewMLDe8YitasZWgI1w5CvBunRWFP2dJg/LFibR3G' +
  'bK8GudVn/m/CtKfT+bwkopSm7E1znZiymjJ2BmiE44DS4ptMsMpztoirvIGZnISg5x29/uMJhiay5RUoReGKy1' +
  'gvyCj9V8jP/se3/iQFIe4dQ1y45Rls/3NCHkyh+pJNO0ET8ynzv41IcUNnTewZ/G0RpWJmAHBhlwwBHFz5VcLR' +
  'alMMEGSgKWtTsWxEanOo7HRvavmMK9rnRO83llxQR1crd9wIceyA6nvmxFbdsx2lOMQjYfrdZu1lTPO9N4ngOf' +
  '2fyxP7my9QDPQkZVex5tCm6PhygDtRsfb3j+sN/p'

/** 企业微信 90968 */
export const OFFICIAL_SEALED =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3Qc' +
  'zcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs' +
  '8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4z' +
  'G4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS' +
  '0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAV' +
  'e0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=='
