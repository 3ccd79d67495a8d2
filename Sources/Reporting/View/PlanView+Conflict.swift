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
        lines.append(opening("互相冲突的各方：", "The sides of the conflict: ") + describe(sides))
        lines += ways(sides)
      } else if !head.conflict.isEmpty {
        lines.append(
          opening("互相冲突的约束：", "Rules that contradict each other: ")
            + wording.list(head.conflict.prefix(8).map { describe($0) })
            + (head.conflict.count > 8
              ? both(" 等 \(head.conflict.count) 条", " and \(head.conflict.count - 8) more") : ""))
      }
      if let rights = head.conflictRights {
        lines.append(
          both(
            "清单与同族规则互相矛盾，与预算和其他约束无关；所涉权利：",
            "Lists and families contradict each other, whatever the budgets and other rules; the rights: ")
            + wording.list(rights.prefix(12).map { number($0) })
            + (rights.count > 12 ? both(" 等 \(rights.count) 项", " and \(rights.count - 12) more") : ""))
      }
      let single = head.sides?.contains { $0.change != nil || $0.level != nil || $0.helps } ?? false
      if !single, !head.relief.isEmpty { lines.append(together(head.relief)) }
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
    let isKnown = head.status == .infeasible
    return ReportSection(
      "plan-conflict", isKnown ? both("冲突", "Conflict") : both("还没有方案", "No plan yet"), [.list(lines)])
  }

  /// Rows that are only known to have to give way are not called the conflict.
  private func opening(_ zh: String, _ en: String) -> String {
    head.isConflictProven == false
      ? both(
        "须让步的各方（冲突可能还涉及别的约束）：", "What would have to give way (the conflict may rest on other rules too): ")
      : both(zh, en)
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
          // Rights in parts say nothing to people.
          if head.rows[need.row].kind == .share { return both("拉低“\(name)”", "against “\(name)”") }
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
    var told: Set<String> = []
    let changes = sides.compactMap { side -> String? in
      guard let row = side.row else { return nil }
      let rule = head.rows[row]
      let name = wording.text(rule.name)
      if let level = side.level {
        // One number for all rows of a rule.
        return told.insert(rule.rule).inserted ? words(rule, level: level) : nil
      }
      guard let change = side.change else { return nil }
      // Runs of earlier versions hold what is short in rights.
      if rule.kind == .share { return share(rule, name, change) }
      let by = quantity(change, of: rule)
      if rule.isCumulative {
        let to = quantity(head.rows.ownLimit(row) + change, of: rule)
        return both(
          "“\(ownName(row))”增加 \(by)，到 \(to)（可结转）",
          "raise “\(ownName(row))” by \(by), to \(to) (what is left carries over)")
      }
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
    let asked = sides.filter { [.row, .keepList, .dropList].contains($0.kind) }
    let isOpen = asked.contains { ($0.trial ?? .notKnown) == .notKnown }
    guard !(changes + lists).isEmpty else {
      return [
        isOpen
          ? both(
            "还没有找到单独改动即可的一方：未能逐一试完，延长 --limit 再试",
            "No side was found that alone can give way far enough; not all could be tried: try again with a longer --limit"
          )
          : both(
            "单独改动哪一方都不够，须同时改动几方（已证明）",
            "No side alone can give way far enough (proven): several have to change together")
      ]
    }
    let rest = isOpen ? [both("其余各方未能试完", "The other sides could not all be tried")] : []
    let isLeast = sides.allSatisfy { ($0.change == nil && $0.level == nil) || $0.isLeast }
    let opening =
      isLeast
      ? both("最小的改动（已证明），其余不变", "Least change (proven), all else as it is")
      : both("足够的改动，其余不变", "Change that is enough, all else as it is")
    let several =
      changes.count + lists.count > 1 ? both("，以下任选一项", ", any one of these") : ""
    return [opening + several + both("：", ": ") + (changes + lists).joined(separator: both("；", "; "))] + rest
  }

  /// The number of a rule that would do; percent to a hundredth, since rounded it would not.
  private func words(_ rule: PlanRow, level: Int64) -> String {
    func percent(_ tenThousandths: Int64) -> String { NumberText.scaledText(Int(tenThousandths), 2) + "%" }
    let name = wording.text(rule.name)
    let isSingle = head.rows.count { $0.rule == rule.rule && $0.kind == rule.kind } == 1
    let all = isSingle ? "" : both("（各年一并）", " (in all its years)")
    switch rule.kind {
    case .share:
      let now = rule.share.map { percent($0.floor) } ?? wording.dash
      return both(
        "“\(name)”的下限由 \(now) 降到 \(percent(level))\(all)",
        "lower the floor of “\(name)” from \(now) to \(percent(level))\(all)")
    case .unitShare:
      let now = rule.part.map { percent($0.tenThousandths) } ?? wording.dash
      return both(
        "“\(name)”由 \(now) 提高到 \(percent(level))\(all)",
        "raise “\(name)” from \(now) to \(percent(level))\(all)")
    default:
      return both(
        "规则“\(rule.rule)”（各产品、各年）至少的项数降到 \(level)",
        "lower the rights that the rule “\(rule.rule)” asks for (products and years) to \(level)")
    }
  }

  /// How far the floor of a share has to come down.
  private func share(_ rule: PlanRow, _ name: String, _ change: Int64) -> String {
    let short = NumberText.scaledText(Int(change), 4)
    let floor = rule.share.map { percentOne(Double($0.floor) / 10_000) } ?? wording.dash
    return both(
      "降低“\(name)”的下限 \(floor)（差额相当于 \(short) 项）",
      "lower the floor of “\(name)”, \(floor) (\(short) rights short)")
  }

  /// A change of several rows at once that would do: a plan of these limits was found.
  private func together(_ relief: [PortfolioPlan.Relief]) -> String {
    var told: Set<String> = []
    let distinct = relief.filter {
      $0.level == nil || told.insert(head.rows[$0.row].rule).inserted
    }
    let changes = distinct.prefix(40).map { change -> String in
      let row = head.rows[change.row]
      let name = wording.text(row.name)
      let by = quantity(change.amount, of: row)
      if let level = change.level { return words(row, level: level) }
      if row.kind == .share {
        return both("“\(name)”的下限少算 \(by) 项", "let “\(name)” fall \(by) rights short of its floor")
      }
      let limit = head.rows.ownLimit(change.row)
      let to = quantity(row.isCap ? limit + change.amount : limit - change.amount, of: row)
      return row.isCap
        ? both(
          "“\(ownName(change.row))”增加 \(by)，到 \(to)", "raise “\(ownName(change.row))” by \(by), to \(to)")
        : both("“\(name)”降低 \(by)，到 \(to)", "lower “\(name)” by \(by), to \(to)")
    }
    let more =
      distinct.count > 40
      ? both("；等 \(distinct.count) 条，其余见 JSON", "; and \(distinct.count - 40) more, in the JSON") : ""
    let several = distinct.count > 1 ? both("，须一并改动", ", all of it together") : ""
    return both("足够的改动\(several)：", "A change that is enough\(several): ")
      + changes.joined(separator: both("；", "; ")) + more
  }

  private func describe(_ row: Int) -> String {
    let rule = head.rows[row]
    let name = wording.text(rule.name)
    if let share = rule.share {
      let floor = NumberText.scaledText(Int(share.floor), 2) + "%"
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
