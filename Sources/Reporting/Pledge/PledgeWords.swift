import PledgeFinance
import PortfolioCore

/// The words of packets for what the models write in codes.
enum PledgeWords {
  static func purpose(_ purpose: LenderPolicy.Purpose) -> BilingualText {
    switch purpose {
    case .pledge: return BilingualText(zh: "知识产权质押融资材料包", en: "IP pledge financing packet")
    case .contribution: return BilingualText(zh: "知识产权作价出资材料包", en: "Packet for a contribution in kind")
    case .securitisation: return BilingualText(zh: "知识产权许可收益入池材料包", en: "Packet for a pool of licence income")
    }
  }

  static func amount(_ purpose: LenderPolicy.Purpose) -> BilingualText {
    switch purpose {
    case .pledge: return BilingualText(zh: "申请贷款", en: "Loan asked for")
    case .contribution: return BilingualText(zh: "拟作价总额", en: "Intended total")
    case .securitisation: return BilingualText(zh: "拟募集金额", en: "Amount to be raised")
    }
  }

  static func premise(_ premise: LenderPolicy.Premise) -> BilingualText {
    switch premise {
    case .inUse: return BilingualText(zh: "在用价值", en: "value in use")
    case .orderly: return BilingualText(zh: "有序出售可得", en: "orderly sale")
    case .forced: return BilingualText(zh: "强制出售可得", en: "forced sale")
    case .licenceIncome: return BilingualText(zh: "合同许可费现值", en: "present value of contracted fees")
    }
  }

  static func rangeCase(_ given: LenderPolicy.RangeCase) -> BilingualText {
    given == .low ? BilingualText(zh: "低值", en: "low case") : BilingualText(zh: "基准值", en: "base case")
  }

  /// What came of a case; where nothing is pledged, nothing is registered as a pledge.
  static func outcome(_ outcome: CaseOutcome, for purpose: LenderPolicy.Purpose) -> BilingualText {
    switch outcome {
    case .clear: return BilingualText(zh: "通过", en: "clear")
    case .blocked: return BilingualText(zh: purpose == .pledge ? "不予登记" : "有障碍", en: "blocked")
    case .needsStatement: return BilingualText(zh: "需声明", en: "needs a statement")
    case .needsDocument: return BilingualText(zh: "需补文件", en: "needs a paper")
    case .unknown: return BilingualText(zh: "待查清", en: "to be established")
    case .byHand: return BilingualText(zh: "人工核对", en: "by hand")
    }
  }

  /// A sign for a cell of the matrix of cases, explained below it.
  static func sign(_ outcome: CaseOutcome) -> String {
    switch outcome {
    case .clear: return "✓"
    case .blocked: return "✗"
    case .needsStatement: return "S"
    case .needsDocument: return "D"
    case .unknown: return "?"
    case .byHand: return "H"
    }
  }

  static func state(_ state: ConditionFinding.State) -> BilingualText {
    switch state {
    case .met: return BilingualText(zh: "满足", en: "met")
    case .notMet: return BilingualText(zh: "不满足", en: "not met")
    case .unknown: return BilingualText(zh: "无法判断", en: "cannot be judged")
    }
  }

  static func document(_ state: PledgePacket.DocumentLine.State) -> BilingualText {
    switch state {
    case .attached: return BilingualText(zh: "已附", en: "attached")
    case .form: return BilingualText(zh: "包内有样式，待签", en: "form in the packet, to be signed")
    case .missing: return BilingualText(zh: "缺", en: "missing")
    case .ifNeeded: return BilingualText(zh: "视情况", en: "if it applies")
    case .onRecord: return BilingualText(zh: "已登记在库", en: "on record in the store")
    }
  }

  static func need(_ need: PledgeRegistration.Need, for purpose: LenderPolicy.Purpose) -> BilingualText {
    switch need {
    case .always: return BilingualText(zh: "必需", en: "always")
    case .ifAgent: return BilingualText(zh: "委托代理时", en: "where an agent files")
    case .ifValued: return BilingualText(zh: "作过评估时", en: "where a valuation was made")
    case .ifCoOwned: return BilingualText(zh: "共有时", en: "where co-owned")
    case .ifStatement: return BilingualText(zh: "需要声明时", en: "where a statement is needed")
    case .ifUnexamined: return BilingualText(zh: "实用新型、外观设计", en: "utility models, designs")
    case .advised: return purpose.words.advised
    }
  }

  static func title(_ kind: PledgePacket.TitleLine.Kind) -> BilingualText {
    switch kind {
    case .owner: return BilingualText(zh: "权利人", en: "owner")
    case .transfer: return BilingualText(zh: "将来的权利人变更", en: "change of owners to come")
    case .chain: return BilingualText(zh: "权属链问题", en: "break in the chain")
    case .pledge: return BilingualText(zh: "质押", en: "pledge")
    case .dispute: return BilingualText(zh: "纠纷", en: "dispute")
    case .licence: return BilingualText(zh: "许可", en: "licence")
    case .declaration: return BilingualText(zh: "标准声明", en: "standard")
    case .funding: return BilingualText(zh: "项目", en: "project")
    case .agreement: return BilingualText(zh: "协议", en: "agreement")
    case .notKept: return BilingualText(zh: "无记录", en: "not kept")
    }
  }

  static func risk(_ risk: PledgeChecklists.Risk, for purpose: LenderPolicy.Purpose) -> BilingualText {
    switch risk {
    case .registration: return BilingualText(zh: "登记", en: "registration")
    case .annuity: return BilingualText(zh: "年费", en: "annuities")
    case .invalidation: return BilingualText(zh: "无效", en: "invalidation")
    case .infringement: return BilingualText(zh: "侵权", en: "infringement")
    case .infringementAbroad: return BilingualText(zh: "海外侵权", en: "infringement abroad")
    case .ownership: return BilingualText(zh: "权属", en: "ownership")
    case .concentration: return BilingualText(zh: "集中", en: "concentration")
    case .revenue: return BilingualText(zh: "收入", en: "revenue")
    case .value: return BilingualText(zh: "价值依据", en: "value")
    case .credit:
      switch purpose {
      case .pledge: return BilingualText(zh: "偿债与条件", en: "debt and terms")
      case .contribution: return BilingualText(zh: "作价与条件", en: "total and terms")
      case .securitisation: return BilingualText(zh: "兑付与条件", en: "payment and terms")
      }
    case .licence: return BilingualText(zh: "许可", en: "licence")
    case .funding: return BilingualText(zh: "项目义务", en: "project")
    case .gate: return BilingualText(zh: "合规关口", en: "gate")
    }
  }

  static func day(_ kind: PledgePacket.MonitorDay.Kind) -> BilingualText {
    switch kind {
    case .annuity: return BilingualText(zh: "年费", en: "annuity")
    case .annuityLastDay: return BilingualText(zh: "补缴期限", en: "last day")
    case .expiry: return BilingualText(zh: "届满", en: "end of term")
    case .revaluation: return BilingualText(zh: "重估", en: "revaluation")
    case .repayment: return BilingualText(zh: "还款", en: "repayment")
    case .licenceEnd: return BilingualText(zh: "许可终止", en: "end of licence")
    case .transfer: return BilingualText(zh: "权利人变更", en: "change of owners")
    }
  }

  static func choice(_ status: ChoiceOutcome.Status) -> BilingualText {
    switch status {
    case .optimal: return BilingualText(zh: "已证明没有更好的组合", en: "proven: no set is better")
    case .found: return BilingualText(zh: "找到一组，未证明最好", en: "a set was found; it is not proven the best")
    case .infeasible: return BilingualText(zh: "已证明没有可行的组合", en: "proven: no set carries the amount")
    case .open:
      return BilingualText(zh: "未找到，也未证明没有", en: "none was found, nor is it proven that there is none")
    }
  }
}
