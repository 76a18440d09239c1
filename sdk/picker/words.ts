export interface Words {
  pick: string
  browse: string
  page: string
  leave: string
  hint: string
  browsing: string
  told: string
  nothing: string
}

const WORDS: Readonly<Record<'zh-CN' | 'zh-TW' | 'en', Words>> = {
  'zh-CN': {
    pick: '圈选',
    browse: '浏览',
    page: '圈选此页面',
    leave: '退出',
    hint: '点击要圈选的元素',
    browsing: '正常浏览中',
    told: '已带回控制台',
    nothing: '点这里不会被采集',
  },
  'zh-TW': {
    pick: '圈選',
    browse: '瀏覽',
    page: '圈選此頁面',
    leave: '離開',
    hint: '點擊要圈選的元素',
    browsing: '正常瀏覽中',
    told: '已帶回主控台',
    nothing: '點這裡不會被蒐集',
  },
  en: {
    pick: 'Point',
    browse: 'Browse',
    page: 'Name this page',
    leave: 'Leave',
    hint: 'Press what is to be named',
    browsing: 'Browsing as usual',
    told: 'Told to the console',
    nothing: 'A press here is not captured',
  },
}

export const wordsFor = (language: string): Words =>
  WORDS[language as keyof typeof WORDS] ?? WORDS['zh-CN']
