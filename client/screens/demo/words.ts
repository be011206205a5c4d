import { catalogue } from '../../i18n/language.ts';

export const demoWords = catalogue({
  en: {
    title: 'Fairday · Demo',
    lead: 'A county’s live shopping market, two months in. Pick a role and look around.',
    notice: 'This is a demo. People, orders and producers are made up, and no money moves.',
    clock: 'Demo clock',
    where: 'The demo’s time in Jianchuan, where the shop is',
    week: '+7 days',
    weekHint:
      'Ends and closes tonight’s stream first. A week later the next one is live, and payouts are due.',
    weekPasses: 'Skipping ahead a week…',
    weekPassed: (weeks: number) =>
      weeks === 1
        ? 'One week later: payouts are due in Admin, parcels have arrived, and another stream is live.'
        : `${weeks} weeks later: payouts are due in Admin, parcels have arrived, and another stream is live.`,
    startOver: 'Start over',
    startOverYes: 'Yes, start over',
    startOverNo: 'No',
    starting: 'Starting over…',
    seconds: (n: number) => `${n} s`,
    startOverAsk: 'Everything done in this demo will be lost, and everyone is signed out.',
    startsOver: 'Opening the market as it was at the start. That takes as long as starting the demo did…',
    stuck: 'Skipping ahead didn’t work. Start over, at the foot of this page.',
    noKey: 'Open this page with the “Begin here” link that the demo printed when it started.',
    unreachable: 'The demo isn’t answering. Is it still running?',
    oneAtATime:
      'One browser keeps one staff account signed in here; signing in another signs the first one out.',
    otherDoor: 'Play a second role beside it, in another tab',
    privateWindow: 'Use a private window for a second one.',
    enter: 'Enter',
    roles: {
      viewer: {
        name: 'Viewer',
        who: 'Anyone with a phone',
        what: 'Watch tonight’s stream, reserve, order and pay.',
      },
      buyer: {
        name: 'Returning buyer',
        who: 'Ordered here before',
        what: 'Track a parcel, report what arrived damaged.',
      },
      host: {
        name: 'Host',
        who: 'Duan Lihua',
        what: 'Pin products, start flash sales, watch orders come in.',
      },
      assistant: {
        name: 'Assistant',
        who: 'Yin Yulan',
        what: 'Pin products and read orders, as far as the host lets her.',
      },
      analyst: {
        name: 'Analyst',
        who: 'He Wen',
        what: 'See what each stream sold, and replay any moment of it.',
      },
      packer: { name: 'Packer', who: 'Su Chunsheng', what: 'Pack, print labels, ship, settle claims.' },
      producer: {
        name: 'Producer',
        who: 'Yang Jianguo',
        what: 'See what to pack, and when money arrives.',
      },
      office: {
        name: 'Admin',
        who: 'Li Guixiang',
        what: 'See what waits today, refund and pay producers, run the shop.',
      },
    },
  },
  'zh-CN': {
    title: 'Fairday 赶集日 · 演示',
    lead: '一个县城直播集市，已经开播两个月。选个角色，进来看看。',
    notice: '这里是演示：人物、订单和产地商家都是虚构的，不会产生真实付款。',
    clock: '演示时钟',
    where: '演示时钟，按店铺所在地剑川的时间',
    week: '快进 7 天',
    weekHint: '先把今晚这场下播、截单。一周后下一场开播，货款也到期了。',
    weekPasses: '正在快进一周…',
    weekPassed: (weeks) =>
      `已快进 ${weeks} 周：货款到期了，可以去后台打款；路上的包裹到了；新的一场正在直播。`,
    startOver: '重新开始',
    startOverYes: '确定重新开始',
    startOverNo: '取消',
    starting: '正在重新开始…',
    seconds: (n) => `${n} 秒`,
    startOverAsk: '演示里做过的一切都会清空，所有人都会退出登录。',
    startsOver: '正在恢复到最初的集市，和启动演示时一样久…',
    stuck: '快进失败，请在页面底部点“重新开始”。',
    noKey: '请用演示启动时打印的链接（Begin here）打开本页。',
    unreachable: '演示没有响应，它还在运行吗？',
    oneAtATime: '这里同时只能登录一位工作人员，后登录的会顶替前一位。',
    otherDoor: '再开一个标签页，同时当第二个人',
    privateWindow: '想同时当两个人，请开无痕窗口。',
    enter: '进入',
    roles: {
      viewer: { name: '观众', who: '任何一位手机用户', what: '看今晚的直播，加购、下单、付款。' },
      buyer: { name: '老顾客', who: '之前下过单', what: '查物流，坏果申请赔付。' },
      host: { name: '主播', who: '段丽华', what: '讲解商品、开秒杀，看订单一单单进来。' },
      assistant: { name: '助播', who: '尹玉兰', what: '帮主播讲解商品、查看订单，主播给多大权限就做多少。' },
      analyst: { name: '数据分析', who: '何文', what: '看每场卖得怎样，回到任意一刻。' },
      packer: { name: '打包', who: '苏春生', what: '打包、打面单、交快递、处理售后。' },
      producer: { name: '产地商家', who: '杨建国', what: '看要备什么货、哪天到账多少。' },
      office: { name: '后台', who: '李桂香', what: '看今天的待办，给买家退款、给产地商家打款，管理全店。' },
    },
  },
});
