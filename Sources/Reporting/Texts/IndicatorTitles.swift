import PortfolioCore
import PortfolioReview

/// The names of indicators for people.
enum IndicatorTitles {
  static func title(_ id: IndicatorID) -> BilingualText {
    switch id {
    case .inventionShare: BilingualText(zh: "有效发明占有效专利", en: "Inventions among patents in force")
    case .triadicStock: BilingualText(zh: "美日欧有效专利", en: "In force in US, JP, EP")
    case .chinaPatentAwards: BilingualText(zh: "中国专利奖", en: "China Patent Awards")
    case .madridRegistrations: BilingualText(zh: "马德里国际注册", en: "Madrid registrations")
    case .pctFilings: BilingualText(zh: "PCT 申请", en: "PCT filings")
    case .overseasGrants: BilingualText(zh: "海外有效专利", en: "In force abroad")
    case .grantRate: BilingualText(zh: "发明授权率", en: "Grant rate of inventions")
    case .implementationRate: BilingualText(zh: "实施率", en: "Patents in use")
    case .gradedShare: BilingualText(zh: "已分级", en: "Graded")
    case .highValueShare: BilingualText(zh: "高价值发明占比", en: "High-value share")
    }
  }
}
