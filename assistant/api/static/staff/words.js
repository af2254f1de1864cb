// All words of the page, in the reader's language.

const WORDS = {
  zh: {
    lang: "zh-Hans", of: (name, told) => `${name}：${told}`, inBrackets: (told) => `（${told}）`, brand: "财问", other: "English", skip: "跳到内容", tabs: "页面",
    ask: "提问", library: "资料库", findings: "问题清单", facts: "数据",
    signIn: "登录", signOut: "退出", keyLabel: "访问密钥", keyHint: "密钥由管理员发放，本页不保存。", wrongKey: "密钥不对。", cancel: "取消",
    scopes: { anonymous: "未登录", reader: "只读", staff: "工作人员", admin: "管理员" },
    conversations: "对话", newConversation: "新对话", memoryOnly: "未登录：对话只留在本页，关闭即消失。", readerOnly: "只读密钥：对话只留在本页，关闭即消失。", ended: "登录已过期。重新登录后继续本对话。", remove: "删除", noneYet: "还没有对话",
    removeConversation: (title) => `删除对话“${title}”？`, turns: (n) => `${n}问`,
    welcome: "问一个预算数字", welcomeNote: "数字均取自公开文件原文，每个数字都可点开出处。", try: "可以这样问",
    label: "请输入关于部门预决算的问题", hint: "例如：某单位2021年“三公”经费预算是多少", send: "提问", stop: "停止", stopped: "已停止。", waiting: "正在查找…",
    asked: "问", answered: "答", again: "再试一次", carriedNote: "沿用与默认", warning: "提示",
    scopeLine: "范围", allDocuments: "全部文件", some: (n) => `${n}份文件`, region: "地区", entity: "单位", year: "年度", any: "全部", clear: "清除",
    noDocument: "这个范围内没有文件，请放宽筛选。",
    figures: "数字", item: "项目", basis: "口径", value: "数值", unit: "计量单位", printed: "原文", role: "角色", sources: "出处", computed: "计算",
    bases: { budget: "预算", final: "决算", previous: "上年", change: "增减", target: "目标", plan: "计划", stock: "存量", rate: "比率", derived: "计算" },
    roles: { result: "结果", operand: "依据", context: "参考" },
    comparators: { ">": "大于", ">=": "不低于", "≥": "不低于", "<": "小于", "<=": "不超过", "≤": "不超过", "~": "约", "≈": "约" },
    rounding: (n) => `四舍五入保留${n}位小数`, exact: "结果为精确值", formula: "计算", counted: (n) => `逐项计数：共${n}项`,
    chart: "图", chartOf: (title, unit) => `${title}（${unit}）`, chartLabel: (title, n) => `图：${title}，${n}项，数字见上表`, chartLeft: (n) => `${n}项未画入：非确数或合计`,
    sheet: "核对单", copy: "复制（含出处）", copied: "已复制", uncopied: "浏览器不允许复制", json: "JSON", wrong: "数字有误", comment: "哪里不对？（可不填）",
    report: "提交", thanks: "已收到，谢谢。", preparing: "正在生成…", reasons: { clarify: "需要说明", not_found: "没有找到" },
    origins: { extracted: "原文数字", computed: "由原文数字计算", quoted: "原文摘录", ai_generated: "模型措辞" },
    document: "文件", kind: "类型", families: { budget: "预算", final: "决算" }, collection: "资料集", found: "问题", links: "查看", view: "原文", text: "文本", original: "原件",
    documentsTotal: (n) => `${n}份文件`, coverage: "覆盖情况", coverageNote: "● 文件写有该项，点击即问。", coverageAsk: (entity, year, item) => `${entity}${year ?? ""}${year ? "年" : ""}${item}是多少`,
    has: (item) => `${item}：有，点击提问`, hasNot: "无", more: (n) => `再显示${n}行`, search: "查找", nothing: "没有符合的内容。",
    severity: "程度", severities: { conflict: "矛盾", slip: "笔误", gap: "缺漏", rounding: "舍入差" }, findingsTotal: (n) => `共${n}条`, print: "打印", places: "原文位置",
    factsTotal: (n, from, to) => `共${n}条，第${from}–${to}条`, previousPage: "上一页", nextPage: "下一页", labelWord: "项目名称含", withBlanks: "含空白格", concept: "标准项目", download: "下载",
    show: "显示", column: "栏目", path: "项目", place: "位置",
    upload: "上传文件", files: "选择文件", uploading: (share) => `${share}%`, statuses: { added: "已加入", replaced: "已替换", duplicate: "已有相同文件", unreadable: "无法读取" },
    uploadReport: "上传结果", status: "结果", notes: "说明", removeDocument: (title) => `删除文件“${title}”？删除后不能再查询。`, confirm: "删除", loading: "正在载入…", reading: "正在读取…",
    offline: "暂时无法连接服务。", busy: "提问过多。", unavailable: "服务暂时不可用。", failed: "服务出错。", refused: "无法受理。", gone: "没有这项内容。",
    signInFirst: "请先登录。", forbidden: "没有权限。", tooLarge: "内容太大。", requestId: "请求编号",
    after: (wait, at) => `请在${wait < 60 ? `${wait}秒` : `${Math.ceil(wait / 60)}分钟`}后再试（${clock(at)}）。`, question: "问题", answer: "回答", close: "关闭",
  },
  en: {
    lang: "en", of: (name, told) => `${name}: ${told}`, inBrackets: (told) => ` (${told})`, brand: "Caiwen", other: "中文", skip: "Skip to content", tabs: "Pages",
    ask: "Ask", library: "Library", findings: "Findings", facts: "Figures",
    signIn: "Sign in", signOut: "Sign out", keyLabel: "Access key", keyHint: "An administrator gives out keys. This page does not keep it.", wrongKey: "This key is not right.", cancel: "Cancel",
    scopes: { anonymous: "Not signed in", reader: "Reader", staff: "Staff", admin: "Administrator" },
    conversations: "Conversations", newConversation: "New conversation", memoryOnly: "Not signed in: conversations stay on this page only and go when it closes.", readerOnly: "A reader's key: conversations stay on this page only and go when it closes.", ended: "The session has ended. Sign in again to go on with this conversation.", remove: "Delete", noneYet: "No conversation yet",
    removeConversation: (title) => `Delete the conversation “${title}”?`, turns: (n) => `${n} asked`,
    welcome: "Ask for a budget figure", welcomeNote: "Every figure is printed in a published document, and its number opens the place.", try: "You can ask",
    label: "Your question about a budget disclosure", hint: "e.g. How much did Guantao budget for the three public expenses in 2021?", send: "Ask", stop: "Stop", stopped: "Stopped.", waiting: "Looking it up…",
    asked: "Question", answered: "Answer", again: "Try again", carriedNote: "Taken over and assumed", warning: "Note",
    scopeLine: "Scope", allDocuments: "all documents", some: (n) => `${n} document${n === 1 ? "" : "s"}`, region: "Region", entity: "Body", year: "Year", any: "All", clear: "Clear",
    noDocument: "There is no document in this scope. Please widen the filter.",
    figures: "Figures", item: "Item", basis: "Basis", value: "Value", unit: "Unit", printed: "As printed", role: "Role", sources: "Sources", computed: "computed",
    bases: { budget: "Budget", final: "Final account", previous: "Year before", change: "Change", target: "Target", plan: "Plan", stock: "Stock", rate: "Rate", derived: "Computed" },
    roles: { result: "Result", operand: "Operand", context: "Context" },
    comparators: { ">": "more than", ">=": "at least", "≥": "at least", "<": "less than", "<=": "at most", "≤": "at most", "~": "about", "≈": "about" },
    rounding: (n) => `rounded half up to ${n} decimals`, exact: "exact", formula: "Calculation", counted: (n) => `Counted one by one: ${n}`,
    chart: "Chart", chartOf: (title, unit) => `${title} (${unit})`, chartLabel: (title, n) => `Chart: ${title}, ${n} entries; figures in the table above`, chartLeft: (n) => `${n} not drawn: not an exact figure, or the total`,
    sheet: "Evidence", copy: "Copy with sources", copied: "Copied", uncopied: "The browser does not allow it", json: "JSON", wrong: "Figure is wrong", comment: "What is wrong? (optional)",
    report: "Send", thanks: "Thank you, we have it.", preparing: "Preparing…", reasons: { clarify: "To be clarified", not_found: "Not found" },
    origins: { extracted: "printed figure", computed: "computed from printed figures", quoted: "quoted", ai_generated: "worded by a model" },
    document: "Document", kind: "Kind", families: { budget: "Budget", final: "Final account" }, collection: "Collection", found: "Findings", links: "Open", view: "Source", text: "Text", original: "Original",
    documentsTotal: (n) => `${n} document${n === 1 ? "" : "s"}`, coverage: "Coverage", coverageNote: "● The document states the item; click to ask.", coverageAsk: (entity, year, item) => `${entity}${year ?? ""}${year ? "年" : ""}${item}是多少`,
    has: (item) => `${item}: stated, ask`, hasNot: "not stated", more: (n) => `Show ${n} more rows`, search: "Search", nothing: "Nothing fits.",
    severity: "Severity", severities: { conflict: "Conflict", slip: "Slip", gap: "Gap", rounding: "Rounding" }, findingsTotal: (n) => `${n} in all`, print: "Print", places: "Places",
    factsTotal: (n, from, to) => `${from}–${to} of ${n}`, previousPage: "Previous", nextPage: "Next", labelWord: "Label contains", withBlanks: "With blank cells", concept: "Standard item", download: "Download",
    show: "Show", column: "Column", path: "Item", place: "Place",
    upload: "Upload", files: "Choose files", uploading: (share) => `${share}%`, statuses: { added: "added", replaced: "replaced", duplicate: "already there", unreadable: "unreadable" },
    uploadReport: "Uploads", status: "Result", notes: "Notes", removeDocument: (title) => `Delete the document “${title}”? It can then no longer be asked.`, confirm: "Delete", loading: "Loading…", reading: "Reading…",
    offline: "The service cannot be reached.", busy: "Too many questions.", unavailable: "The service is not available just now.", failed: "The service failed.", refused: "This cannot be done.", gone: "There is no such thing.",
    signInFirst: "Please sign in.", forbidden: "You may not do this.", tooLarge: "This is too large.", requestId: "Request",
    after: (wait, at) => `Try again in ${wait < 60 ? `${wait} s` : `${Math.ceil(wait / 60)} min`} (${clock(at)}).`, question: "Question", answer: "Answer", close: "Close",
  },
};
const KEPT = "caiwen-language";
let language = kept();

function kept() {
  try { return localStorage.getItem(KEPT) === "en" ? "en" : "zh"; } catch { return "zh"; }
}

function clock(at) {
  return at.toLocaleTimeString(words().lang, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
}

export function words() {
  return WORDS[language];
}

export function inEnglish() {
  return language === "en";
}

export function speak(other) {
  language = other;
  try { localStorage.setItem(KEPT, other); } catch { /* the choice then lasts as long as the page */ }
}

export function day(time) {
  return new Date(time).toLocaleString(words().lang, { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hour12: false });
}
