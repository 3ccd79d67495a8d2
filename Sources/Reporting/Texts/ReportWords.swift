import PolicyModels
import PortfolioCore

/// The words for what facts and models write in codes.
enum ReportWords {
  static func pair(_ zh: String, _ en: String) -> BilingualText { BilingualText(zh: zh, en: en) }

  static func kind(_ kind: RightKind) -> BilingualText {
    switch kind {
    case .invention: return pair("发明", "invention")
    case .utilityModel: return pair("实用新型", "utility model")
    case .design: return pair("外观设计", "design")
    case .plant: return pair("植物", "plant")
    case .trademark: return pair("商标", "trademark")
    case .technicalSecret: return pair("技术秘密", "technical secret")
    case .softwareCopyright: return pair("软件著作权", "software copyright")
    case .layoutDesign: return pair("布图设计", "layout design")
    }
  }

  static func status(_ status: LegalStatus) -> BilingualText {
    switch status {
    case .pending: return pair("审中", "pending")
    case .awaitingRegistration: return pair("等年登印费", "awaiting registration")
    case .refusedAppealable: return pair("驳回，可复审", "refused, open to appeal")
    case .inForce: return pair("维持有效", "in force")
    case .annuityLate: return pair("滞纳期内", "annuity late")
    case .lapsedRestorable: return pair("已终止，可恢复", "lapsed, restorable")
    case .lapsed: return pair("未缴年费终止", "lapsed")
    case .expired: return pair("届满终止", "expired")
    case .refused: return pair("驳回", "refused")
    case .withdrawn: return pair("撤回", "withdrawn")
    case .abandoned: return pair("放弃", "given up")
    case .invalidated: return pair("宣告无效", "invalidated")
    case .dead: return pair("失效（原因不明）", "ended (reason not stated)")
    }
  }

  static func stage(_ stage: RightStage) -> BilingualText {
    switch stage {
    case .application: return pair("申请", "application")
    case .granted: return pair("已授权", "granted")
    }
  }

  static func life(_ life: LegalLife) -> BilingualText {
    switch life {
    case .alive: return pair("存续", "alive")
    case .restorable: return pair("可恢复", "restorable")
    case .ended: return pair("已终止", "ended")
    }
  }

  static func state(_ state: FactState) -> ReportText {
    switch state {
    case .known: return .known
    case .unknown: return .unknown
    case .notApplicable: return .notApplicable
    case .notYetObservable: return .notYetObservable
    }
  }

  static func severity(_ severity: Severity) -> ReportText {
    switch severity {
    case .note: return .note
    case .warning: return .warning
    case .error: return .error
    }
  }

  static func standing(_ standing: ModelSource.Standing) -> ReportText {
    switch standing {
    case .official: return .official
    case .secondary: return .secondary
    case .houseDefault: return .houseDefault
    }
  }

  static let productUse: [String: BilingualText] = [
    "core": pair("核心产品", "core product"), "supporting": pair("辅助", "supporting"),
    "defensive": pair("防御", "defensive"),
  ]

  /// The offices met most often, by WIPO ST.3 code; others show their code.
  static let offices: [String: BilingualText] = [
    "CN": pair("中国", "China"), "US": pair("美国", "United States"), "EP": pair("欧洲专利局", "EPO"),
    "UP": pair("欧洲统一专利", "Unitary patent"),
    "JP": pair("日本", "Japan"), "KR": pair("韩国", "Korea"), "WO": pair("国际申请", "PCT"),
    "DE": pair("德国", "Germany"), "FR": pair("法国", "France"), "GB": pair("英国", "United Kingdom"),
    "TW": pair("中国台湾", "Taiwan, China"), "HK": pair("中国香港", "Hong Kong, China"),
    "MO": pair("中国澳门", "Macao, China"), "IN": pair("印度", "India"), "AU": pair("澳大利亚", "Australia"),
    "CA": pair("加拿大", "Canada"), "BR": pair("巴西", "Brazil"), "RU": pair("俄罗斯", "Russia"),
    "EA": pair("欧亚专利局", "Eurasian office"), "SG": pair("新加坡", "Singapore"),
    "VN": pair("越南", "Viet Nam"), "ID": pair("印度尼西亚", "Indonesia"), "TH": pair("泰国", "Thailand"),
    "MY": pair("马来西亚", "Malaysia"), "MX": pair("墨西哥", "Mexico"), "ZA": pair("南非", "South Africa"),
    "IL": pair("以色列", "Israel"), "TR": pair("土耳其", "Türkiye"), "SA": pair("沙特阿拉伯", "Saudi Arabia"),
    "AE": pair("阿联酋", "United Arab Emirates"), "CH": pair("瑞士", "Switzerland"),
    "AT": pair("奥地利", "Austria"), "IT": pair("意大利", "Italy"), "ES": pair("西班牙", "Spain"),
    "NL": pair("荷兰", "Netherlands"), "SE": pair("瑞典", "Sweden"), "FI": pair("芬兰", "Finland"),
    "DK": pair("丹麦", "Denmark"), "NO": pair("挪威", "Norway"), "PL": pair("波兰", "Poland"),
    "BE": pair("比利时", "Belgium"), "NZ": pair("新西兰", "New Zealand"), "PH": pair("菲律宾", "Philippines"),
    "AR": pair("阿根廷", "Argentina"), "CL": pair("智利", "Chile"), "UA": pair("乌克兰", "Ukraine"),
    "EM": pair("欧盟知识产权局", "EUIPO"),
  ]
}
