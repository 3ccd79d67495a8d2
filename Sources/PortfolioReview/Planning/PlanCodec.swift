internal import PortfolioCore

/// Turns the columns of a plan into stored columns and back.
enum PlanCodec {
  static func columns(_ plan: PortfolioPlan) -> [(name: String, bytes: [UInt8])] {
    let draws = ("plan/kept-draws", ColumnCodec.encode(numbers: plan.keptDraws))
    let conditions = ("plan/conditions", ColumnCodec.encode(numbers: plan.conditions.map(\.rawValue)))
    let grounds = ("plan/worth-grounds", ColumnCodec.encode(numbers: plan.grounds.map(\.rawValue)))
    var alternatives: [(name: String, bytes: [UInt8])] = []
    if let columns = plan.alternatives {
      alternatives = [
        ("plan/alternative-through", ColumnCodec.encode(numbers: columns.keptThrough)),
        ("plan/due-net", ColumnCodec.encode(numbers: columns.net)),
        ("plan/due-price", ColumnCodec.encode(numbers: columns.price)),
        ("plan/due-credit", ColumnCodec.encode(numbers: columns.credit)),
      ]
    }
    return alternatives + (plan.grounds.isEmpty ? [] : [grounds]) + (plan.keptDraws.isEmpty ? [] : [draws])
      + (plan.conditions.isEmpty ? [] : [conditions]) + [
        ("plan/actions", ColumnCodec.encode(numbers: plan.actions.map(\.rawValue))),
        ("plan/keep-through", ColumnCodec.encode(numbers: plan.keepThrough)),
        ("plan/lapse-days", ColumnCodec.encode(numbers: plan.lapseDays)),
        ("plan/reasons", ColumnCodec.encode(numbers: plan.reasonOfRow)),
        ("plan/fees", ColumnCodec.encode(numbers: plan.fees)),
        ("plan/worth", ColumnCodec.encode(numbers: plan.worth)),
        ("plan/net", ColumnCodec.encode(numbers: plan.net)),
        ("plan/margin-net", ColumnCodec.encode(numbers: plan.marginNet)),
        ("plan/margin-price", ColumnCodec.encode(numbers: plan.marginPrice)),
        ("plan/margin-credit", ColumnCodec.encode(numbers: plan.marginCredit)),
        ("plan/margin-known", ColumnCodec.encode(numbers: plan.hasMargin.map { UInt8($0 ? 1 : 0) })),
      ]
  }

  /// The plan of stored columns; nil when they are not all there or do not fit together.
  static func plan(_ head: PortfolioPlan.Head, _ columns: [String: [UInt8]], count: Int) -> PortfolioPlan? {
    func numbers<Number: BitwiseCopyable>(_ name: String, _ type: Number.Type, _ length: Int) -> [Number]? {
      guard let bytes = columns["plan/" + name], let list = ColumnCodec.decode(bytes, as: type),
        list.count == length
      else { return nil }
      return list
    }
    guard (1...200).contains(head.yearCount), (0...9999).contains(head.firstYear),
      head.uses.isEmpty || head.uses.count == head.rows.count,
      head.multipliers.isEmpty || head.multipliers.count == head.rows.count,
      (head.conflict + head.relief.map(\.row)).allSatisfy({ head.rows.indices.contains($0) })
    else { return nil }
    let cells = count * head.yearCount
    guard let codes = numbers("actions", UInt8.self, count),
      let keepThrough = numbers("keep-through", Int16.self, count),
      let lapseDays = numbers("lapse-days", Int32.self, count),
      let reasons = numbers("reasons", Int16.self, count), let fees = numbers("fees", Int64.self, cells),
      let worth = numbers("worth", Int64.self, cells), let net = numbers("net", Int64.self, cells),
      let marginNet = numbers("margin-net", Int64.self, count),
      let marginPrice = numbers("margin-price", Int64.self, count),
      let marginCredit = numbers("margin-credit", Int64.self, count),
      let known = numbers("margin-known", UInt8.self, count),
      reasons.allSatisfy({ $0 == -1 || head.reasons.indices.contains(Int($0)) })
    else { return nil }
    let actions = codes.compactMap { PlanAction(rawValue: $0) }
    var draws: [Int32] = []
    if columns["plan/kept-draws"] != nil {
      guard let kept = numbers("kept-draws", Int32.self, count) else { return nil }
      draws = kept
    }
    var alternatives: PlanAlternatives?
    if columns["plan/due-net"] != nil {
      guard let through = numbers("alternative-through", Int16.self, count),
        let net = numbers("due-net", Int64.self, count), let price = numbers("due-price", Int64.self, count),
        let credit = numbers("due-credit", Int64.self, count)
      else { return nil }
      alternatives = PlanAlternatives(keptThrough: through, net: net, price: price, credit: credit)
    }
    let steps = [head.insights?.step, head.insights?.smallestStep].compactMap { $0 }
    let isRow = { (row: Int) in (0..<count).contains(row) }
    guard actions.count == count,
      steps.allSatisfy({ $0.kept.allSatisfy(isRow) && $0.letGo.allSatisfy(isRow) }),
      steps.allSatisfy({ head.rows.indices.contains($0.row) }),
      (head.lateFees ?? []).allSatisfy({ isRow($0.row) && ($0.bought?.isReasonable ?? true) }),
      (head.pastGrace ?? []).allSatisfy({ isRow($0.row) }), (head.conflictRights ?? []).allSatisfy(isRow),
      (head.sides ?? []).allSatisfy({ side in
        (side.needs.map(\.row) + [side.row].compactMap { $0 }).allSatisfy { head.rows.indices.contains($0) }
      })
    else { return nil }
    var conditions: [PlanCondition] = []
    if columns["plan/conditions"] != nil {
      guard let codes = numbers("conditions", UInt8.self, count) else { return nil }
      conditions = codes.compactMap { PlanCondition(rawValue: $0) }
      guard conditions.count == count else { return nil }
    }
    var plan = PortfolioPlan(
      head: head, actions: actions, keepThrough: keepThrough, lapseDays: lapseDays, reasonOfRow: reasons,
      fees: fees, worth: worth, net: net, marginNet: marginNet, marginPrice: marginPrice,
      marginCredit: marginCredit, hasMargin: known.map { $0 != 0 }, keptDraws: draws)
    plan.conditions = conditions
    plan.alternatives = alternatives
    if columns["plan/worth-grounds"] != nil {
      guard let codes = numbers("worth-grounds", UInt8.self, count) else { return nil }
      plan.grounds = codes.compactMap { WorthGround(rawValue: $0) }
      guard plan.grounds.count == count else { return nil }
    }
    return plan
  }

  /// The line of a right in the store's table of recommendations; nil where nothing is recommended.
  static func recommendation(_ plan: PortfolioPlan, _ row: Int) -> (action: String, reason: String)? {
    let action = plan.actions[row]
    switch action {
    case .noFees, .notYetGranted, .restorable: return nil
    default: break
    }
    var words: [String] = []
    if let day = plan.lapseDay(row) { words.append("from \(day.iso)") }
    if !action.letsGo, plan.keepThrough[row] > 0 { words.append("through \(plan.keepThrough[row])") }
    if let reason = plan.reason(row) { words.append(reason.zh) }
    if let margin = plan.margin(row) {
      switch plan.alternative(row) {
      case .nextDueDay?: words.append("margin \(margin) over letting go at the next due day")
      case .lateFeeUnpaid?: words.append("margin \(margin) over not paying the late fee")
      case .keptThrough(let year)?: words.append("margin \(margin) over keeping through \(year) only")
      case nil: words.append("margin \(margin)")
      }
    }
    return (action.word, words.joined(separator: "; "))
  }
}
