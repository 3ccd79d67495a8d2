import PortfolioCore
public import PortfolioReview

/// The smallest budget that keeps a right, in sentences and as data.
extension PlanView {
  /// A sentence for each budget that was asked about; one that says why no budget decides the right where there is none.
  public func sentences(_ right: Int, _ found: [KeepingBudget]) -> [String] {
    guard !found.isEmpty else { return [undecided(right)] }
    var lines = found.map { sentence($0) }
    if found.allSatisfy({ $0.outcome == .notKept }), isNotWorthItsFees(right) {
      lines.append(
        both("\(number(right))：价值抵不过年费", "\(number(right)): it is worth less than its fees"))
    }
    return lines
  }

  private func undecided(_ right: Int) -> String {
    let number = number(right)
    guard head.value != nil else {
      return both(
        "\(number)：没有可行方案，无从说明预算", "\(number): without a plan nothing can be said of budgets")
    }
    let word = word(of: right)
    let reason = plan.reason(right).map { both("（\($0.zh)）", " (\($0.en))") } ?? ""
    switch plan.actions[right] {
    case .mustKeep:
      return both(
        "\(number)：\(word)\(reason)，不由预算决定；预算不够支付时没有可行方案",
        "\(number): \(word)\(reason); no budget decides it: where the budgets do not pay for it, there is no plan"
      )
    case .listedToLapse:
      return both(
        "\(number)：\(word)\(reason)，不由预算决定；预算再大也列入放弃清单",
        "\(number): \(word)\(reason); no budget decides it: it is listed to go whatever the budget")
    case .keep, .letLapse:
      return both(
        "\(number)：\(word)；情景中没有支付其年费的预算，不由预算决定",
        "\(number): \(word); no budget of the scenario pays its fees, so none decides it")
    default: return both("\(number)：\(word)，不由预算决定", "\(number): \(word); no budget decides it")
    }
  }

  private func sentence(_ keeping: KeepingBudget) -> String {
    let right = number(keeping.right)
    let isSingle = keeping.rows.count == 1
    let names = wording.list(keeping.rows.map { "“\(ownName($0))”" })
    let rest = isSingle && head.rows.count > 1 ? both("，其余不变", ", all else as it is") : ""
    switch keeping.outcome {
    case .unknown:
      return both(
        "\(right)：时间用尽，还不知道\(names)多大时会保留；延长 --limit 再试",
        "\(right): the time ran out before anybody knew which \(names) keeps it; try again with a longer --limit"
      )
    case .notKept:
      let proof =
        keeping.isProven
        ? both("（已证明）", " (proven)") : both("（找到的方案如此，未证明）", " (in the plans found, not proven)")
      return isSingle
        ? both(
          "\(right)：单独增加\(names)，多大也不会保留\(rest)\(proof)",
          "\(right): no amount of \(names) alone keeps it\(rest)\(proof)")
        : both(
          "\(right)：\(names)一起增加，多大也不会保留\(proof)",
          "\(right): no amounts of \(names) together keep it\(proof)")
    case .kept: break
    }
    let cut = keeping.isCut ? both("；时间用尽，更小的预算也可能保留", "; the time ran out, and less may do") : ""
    func amounts(_ list: [Int64]) -> String { wording.list(list.map { exactMoney($0) }) }
    if keeping.budgets.allSatisfy({ $0 == 0 }) {
      return both(
        "\(right)：\(names)为 0 时也会保留\(rest)", "\(right): kept even with a \(names) of 0\(rest)")
    }
    let below =
      keeping.notAt.isEmpty
      ? "" : both("（\(amounts(keeping.notAt)) 时还不会）", " (not yet at \(amounts(keeping.notAt)))")
    let pieces = both("；费用是整笔的，其他金额下可能不同", "; fees come in whole pieces, and other amounts may differ")
    guard !isSingle else {
      return both(
        "\(right)：\(names)为 \(amounts(keeping.budgets)) 时会保留\(below)\(rest)\(pieces)\(cut)",
        "\(right): kept at a \(names) of \(amounts(keeping.budgets))\(below)\(rest)\(pieces)\(cut)")
    }
    let parts = zip(keeping.rows, keeping.budgets).map { row, budget in
      both("“\(ownName(row))”\(exactMoney(budget))", "\(exactMoney(budget)) of “\(ownName(row))”")
    }
    return both(
      "\(right)：单独增加哪一个预算都不够，一起增加到 \(wording.list(parts)) 时会保留\(pieces)\(cut)",
      "\(right): no budget alone is enough; kept with \(wording.list(parts))\(pieces)\(cut)")
  }

  /// The answer for the JSON of the plan.
  func keepingJSON(_ right: Int, _ found: [KeepingBudget]) -> JSONValue {
    func money(_ list: [Int64], _ index: Int) -> JSONValue {
      list.indices.contains(index)
        ? .string(Money(minorUnits: list[index], currency: run.currency).decimal) : .null
    }
    return .object([
      "number": .string(number(right)),
      "answers": .array(
        found.map { keeping in
          .object([
            "outcome": .string(keeping.outcome.rawValue), "isProven": .bool(keeping.isProven),
            "isCut": .bool(keeping.isCut),
            "budgets": .array(
              keeping.rows.enumerated().map { index, row in
                .object([
                  "row": .integer(row), "year": .integer(head.rows[row].year),
                  "from": money(keeping.budgets, index), "notAt": money(keeping.notAt, index),
                ])
              }),
          ])
        }),
      "says": .array(sentences(right, found).map { .string($0) }),
    ])
  }
}
