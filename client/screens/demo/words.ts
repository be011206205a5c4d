import { catalogue } from '../../i18n/language.ts';

export const demoWords = catalogue({
  en: {
    title: 'Fairday · Demo',
    lead: 'A county’s livestream market, six weeks in. Pick a role and look around.',
    notice: 'This is a demo. People, orders and producers are made up, and no money moves.',
    clock: 'The demo’s clock',
    where: 'What the demo’s clock says, in Jianchuan, where the market is',
    week: '+7 days',
    weekHint: 'Ends and closes tonight’s stream first. A week later the next one is on, and payouts are due.',
    weekPasses: 'A week is passing …',
    weekPassed: (weeks: number) =>
      weeks === 1
        ? 'A week has passed: payouts are due in the office, and another stream is on.'
        : `${weeks} weeks have passed: payouts are due in the office, and another stream is on.`,
    stuck: 'The week did not pass as it should have. Stop the demo and start it again.',
    noKey: 'Open this page by the link that the demo printed at its start: “Begin here”.',
    unreachable: 'The demo does not answer. Is it still running?',
    oneAtATime:
      'A browser is one of the staff at a time; whoever signs in here takes the other’s place. A private window is somebody else.',
    enter: 'Go in',
    roles: {
      viewer: {
        name: 'Viewer',
        who: 'Anybody with a phone',
        what: 'Watch tonight’s stream, reserve, order and pay.',
      },
      host: {
        name: 'Host',
        who: 'Duan Lihua',
        what: 'Show products, start flash prices, see orders come in.',
      },
      analyst: { name: 'Analyst', who: 'He Wen', what: 'Read what each evening sold, and any moment of it.' },
      packer: { name: 'Packer', who: 'Su Chunsheng', what: 'Pack, print labels, hand over, settle claims.' },
      producer: {
        name: 'Producer',
        who: 'Yang Jianguo',
        what: 'See what to pack, and which money comes when.',
      },
      office: {
        name: 'Office',
        who: 'Li Guixiang',
        what: 'Pay producers, see what is late, look after the market.',
      },
    },
  },
  'zh-CN': {
    title: 'Fairday 赶集日 · 演示',
    lead: '一个县城直播集市，已经开播六周。选个角色，进来看看。',
    notice: '这里是演示：人物、订单和产地商家都是虚构的，不会产生真实付款。',
    clock: '演示时钟',
    where: '演示时钟，按集市所在地剑川的时间',
    week: '快进 7 天',
    weekHint: '先把今晚这场下播、结束。一周后下一场开播，货款也到期了。',
    weekPasses: '正在快进一周……',
    weekPassed: (weeks) => `已快进 ${weeks} 周：货款到期了，可以去后台付款；新的一场正在直播。`,
    stuck: '快进没有成功。请停下演示，重新启动。',
    noKey: '请用演示启动时打印的链接（Begin here）打开本页。',
    unreachable: '演示没有响应，它还在运行吗？',
    oneAtATime: '一个浏览器同时只能登录一位工作人员，后登录的会顶替前一位；想同时当两个人，请开无痕窗口。',
    enter: '进去看看',
    roles: {
      viewer: { name: '观众', who: '随便哪位，拿着手机', what: '看今晚的直播，加购、下单、付款。' },
      host: { name: '主播', who: '段丽华', what: '讲解商品、开秒杀，看订单一单单进来。' },
      analyst: { name: '数据分析', who: '何文', what: '看每场卖得怎样，回看任意一刻。' },
      packer: { name: '打包', who: '苏春生', what: '打包、打面单、交快递、处理售后。' },
      producer: { name: '产地商家', who: '杨建国', what: '看要备什么货、哪天到什么钱。' },
      office: { name: '后台', who: '李桂香', what: '给产地付款，看哪笔晚了，照看整个集市。' },
    },
  },
});
