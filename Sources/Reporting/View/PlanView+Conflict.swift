import PolicyModels
import PortfolioCore
import PortfolioReview
import Pruning

/// Why there is no plan, and what would make one possible.
extension PlanView {
  var conflictSection: ReportSection {
    var lines: [String] = []
    if head.status == .infeasible {
      if let sides = head.sides, !sides.isEmpty {
        lines.append(both("互相冲突的各方：", "The sides of the conflict: ") + describe(sides))
        lines += ways(sides)
      } else if !head.conflict.isEmpty {
        lines.append(
          both("互相冲突的约束：", "Rules that contradict each other: ")
            + wording.list(head.conflict.prefix(8).map { describe($0) }))
      }
      let single = head.sides?.contains { $0.change != nil || $0.helps } ?? false
      if !single { lines += head.relief.map { together($0) } }
      for row in head.rows.indices
      where head.rows[row].isCap && head.rows[row].reserved > head.rows[row].limit {
        lines.append(
          both(
            "“\(wording.text(head.rows[row].name))”连待补事实的权利的费用 \(money(head.rows[row].reserved)) 都不够",
            "“\(wording.text(head.rows[row].name))” does not even pay for the rights that need a fact, \(money(head.rows[row].reserved))"
          ))
      }
    } else {
      lines.append(both("延长 --limit 再试", "Try again with a longer --limit"))
    }
    return ReportSection("plan-conflict", both("冲突", "Conflict"), [.list(lines)])
  }

  // MARK: Sides

  private func describe(_ sides: [ConflictSide]) -> String {
    sides.map { side in
      if let row = side.row { return describe(row) }
      let title = wording.text(side.title)
      let rights = both("\(side.rights) 项", "\(side.rights) rights")
      let needs = wording.list(
        side.needs.prefix(3).map { need in
          let name = wording.text(head.rows[need.row].name)
          let amount = quantity(need.amount, of: head.rows[need.row])
          switch side.kind {
          case .dropList: return both("不计入“\(name)”的 \(amount)", "taking \(amount) from “\(name)”")
          default: return both("占“\(name)” \(amount)", "taking \(amount) of “\(name)”")
          }
        })
      switch side.kind {
      case .keepList:
        return both("必须保留“\(title)”（\(rights)，\(needs)）", "to keep: “\(title)” (\(rights), \(needs))")
      case .dropList:
        return both("放弃清单“\(title)”（\(rights)，\(needs)）", "to let go: “\(title)” (\(rights), \(needs))")
      default: return both("\(title)（\(rights)，\(needs)）", "\(title) (\(rights), \(needs))")
      }
    }.joined(separator: both("；", "; "))
  }

  /// What each side alone would have to give, a line each.
  private func ways(_ sides: [ConflictSide]) -> [String] {
    let changes = sides.compactMap { side -> String? in
      guard let row = side.row, let change = side.change else { return nil }
      let rule = head.rows[row]
      let name = wording.text(rule.name)
      // A share gives way by rights; its floor in percent is what people would change.
      if rule.kind == .share { return share(rule, name, change) }
      let by = quantity(change, of: rule)
      let to = quantity(rule.isCap ? rule.limit + change : rule.limit - change, of: rule)
      return rule.isCap
        ? both("“\(name)”增加 \(by)，到 \(to)", "raise “\(name)” by \(by), to \(to)")
        : both("“\(name)”降低 \(by)，到 \(to)", "lower “\(name)” by \(by), to \(to)")
    }
    let lists = sides.filter(\.helps).map { side in
      both(
        "撤下清单“\(wording.text(side.title))”（\(side.rights) 项）",
        "take back the list “\(wording.text(side.title))” (\(side.rights) rights)")
    }
    guard !(changes + lists).isEmpty else {
      return [
        both(
          "单独改动哪一方都不够，须同时改动几方", "No side alone can give way far enough: several have to change together")
      ]
    }
    let isLeast = sides.allSatisfy { $0.change == nil || $0.isLeast }
    let opening =
      isLeast
      ? both("最小的改动（已证明），其余不变", "Least change (proven), all else as it is")
      : both("足够的改动，其余不变", "Change that is enough, all else as it is")
    let several =
      changes.count + lists.count > 1 ? both("，以下任选一项", ", any one of these") : ""
    return [opening + several + both("：", ": ") + (changes + lists).joined(separator: both("；", "; "))]
  }

  /// How far the floor of a share has to come down.
  private func share(_ rule: PlanRow, _ name: String, _ change: Int64) -> String {
    let short = NumberText.scaledText(Int(change), 4)
    let floor = rule.share.map { percentOne(Double($0.floor) / 10_000) } ?? wording.dash
    return both(
      "降低“\(name)”的下限 \(floor)（差额相当于 \(short) 项）",
      "lower the floor of “\(name)”, \(floor) (\(short) rights short)")
  }

  /// A change of several rows at once that would do.
  private func together(_ relief: PortfolioPlan.Relief) -> String {
    let row = head.rows[relief.row]
    let name = wording.text(row.name)
    return row.isCap
      ? both(
        "最小的改动：“\(name)”增加 \(quantity(relief.amount, of: row))，到 \(quantity(row.limit + relief.amount, of: row))",
        "Least change: raise “\(name)” by \(quantity(relief.amount, of: row)), to \(quantity(row.limit + relief.amount, of: row))"
      )
      : both(
        "最小的改动：“\(name)”降低 \(quantity(relief.amount, of: row))",
        "Least change: lower “\(name)” by \(quantity(relief.amount, of: row))")
  }

  private func describe(_ row: Int) -> String {
    let rule = head.rows[row]
    let name = wording.text(rule.name)
    if let share = rule.share {
      let floor = percentOne(Double(share.floor) / 10_000)
      return both("“\(name)”（至少 \(floor)）", "“\(name)” (at least \(floor))")
    }
    return both(
      "“\(name)”（\(rule.isCap ? "至多" : "至少") \(quantity(rule.limit, of: rule))）",
      "“\(name)” (at \(rule.isCap ? "most" : "least") \(quantity(rule.limit, of: rule)))")
  }

  /// An amount of a row with its unit, to the last minor unit: a least change rounded down would not do.
  private func quantity(_ amount: Int64, of row: PlanRow) -> String {
    switch row.kind {
    case .budget, .unitShare: return exactMoney(amount)
    case .coverage: return both("\(amount) 项", "\(amount) \(amount == 1 ? "right" : "rights")")
    case .share: return self.amount(amount, of: row)
    }
  }
}
