public import PortfolioCore
internal import PortfolioReview
internal import PortfolioStore
internal import Renewals

/// Whether the deal as a whole meets a condition of the policy.
public struct ConditionFinding: Sendable, Equatable, Codable {
  /// What came of it.
  public enum State: String, Sendable, Codable {
    /// It is met.
    case met
    /// It is not met.
    case notMet = "not-met"
    /// A fact is missing.
    case unknown
  }

  /// The name.
  public let id: String
  /// The condition.
  public let title: BilingualText
  /// What came of it.
  public let state: State
  /// The figures.
  public var reason: BilingualText
  /// The source.
  public var source: SourceCitation
}

/// Tests a deal against the conditions of a policy.
struct PolicyConditions {
  let policy: LenderPolicy
  let request: PledgeRequest
  let lines: [CollateralLine]
  let points: [CoverPoint]
  let inputs: PledgeInputs

  func findings() -> [ConditionFinding] {
    [term(), smallest(), cover(), forcedCover(), concentration(), growth()].compactMap { $0 }
  }

  private func finding(
    _ id: String, _ source: String, _ state: ConditionFinding.State, zh: String, en: String,
    why: BilingualText
  ) -> ConditionFinding {
    ConditionFinding(
      id: id, title: BilingualText(zh: zh, en: en), state: state, reason: why,
      source: policy.header.citation(source))
  }

  private var words: DealWords { policy.purpose.words }
  private func percent(_ points: Int?) -> String { points.map { Percent.text($0) } ?? "–" }

  private func term() -> ConditionFinding? {
    guard let longest = policy.longestMonths else { return nil }
    let months = request.months ?? 0
    return finding(
      "term", longest.source, months <= longest.value ? .met : .notMet, zh: "期限不超过 \(longest.value) 个月",
      en: "A term of at most \(longest.value) months",
      why: BilingualText(zh: "申请 \(months) 个月", en: "\(months) months are asked for"))
  }

  private func smallest() -> ConditionFinding? {
    guard let smallest = policy.smallestLoan else { return nil }
    let least = inputs.rates.convert(
      smallest.amount, to: request.amount.currency, year: inputs.run.asOf.year)
    let state: ConditionFinding.State =
      least.map { request.amount.minorUnits >= $0.money.minorUnits ? .met : .notMet } ?? .unknown
    return finding(
      "smallest-loan", smallest.source, state, zh: "贷款不低于 \(smallest.amount)",
      en: "A loan of at least \(smallest.amount)",
      why: least.map {
        BilingualText(
          zh: "申请 \(request.amount)，下限折合 \($0.money)" + ($0.note.map { "（\($0.zh)）" } ?? ""),
          en: "\(request.amount) asked for; the least is \($0.money)" + ($0.note.map { " (\($0.en))" } ?? ""))
      } ?? BilingualText(zh: "没有汇率", en: "There is no exchange rate"))
  }

  private func cover() -> ConditionFinding? {
    guard let cover = policy.cover else { return nil }
    let tested = policy.coversThroughout ? points : Array(points.prefix(1))
    let isMet = tested.allSatisfy { ($0.cover ?? 0) >= cover.value }
    let least = tested.min { ($0.cover ?? 0, $0.day) < ($1.cover ?? 0, $1.day) }
    let days = policy.coversThroughout
    return finding(
      "cover", cover.source, isMet ? .met : .notMet,
      zh:
        "\(words.carried.zh)对\(words.owed.zh)的覆盖不低于 \(percent(cover.value))（\(days ? "期内各检验日" : words.start.zh)）",
      en:
        "\(words.carriedHead.en) covers \(words.owed.en) by at least \(percent(cover.value)) (\(days ? "on every test day" : words.start.en))",
      why: BilingualText(
        zh: "最低 \(percent(least?.cover))（\(least?.day.iso ?? "")）",
        en: "The least is \(percent(least?.cover)), on \(least?.day.iso ?? "")"))
  }

  private func forcedCover() -> ConditionFinding? {
    guard let cover = policy.forcedCover else { return nil }
    let found = points.first?.forcedCover
    return finding(
      "forced-cover", cover.source, (found ?? 0) >= cover.value ? .met : .notMet,
      zh: "强制出售可得对\(words.owed.zh)的覆盖不低于 \(percent(cover.value))（\(words.start.zh)）",
      en: "A forced sale covers \(words.owed.en) by at least \(percent(cover.value)) \(words.start.en)",
      why: BilingualText(zh: percent(found), en: percent(found)))
  }

  private func concentration() -> ConditionFinding? {
    guard let limit = policy.concentration else { return nil }
    if policy.isConcentratedByPayer { return concentrationByPayer(limit.value, limit.source) }
    var groups: [String: Int64] = [:]
    for line in lines where line.isCounted {
      groups[line.family ?? "number " + line.number, default: 0] += line.lending(on: 0)
    }
    let total = groups.values.reduce(0, +)
    let most = groups.values.max() ?? 0
    let share = total > 0 ? Int((Int128(most) * 10_000 + Int128(total) - 1) / Int128(total)) : nil
    let isMet = Int128(most) * 10_000 <= Int128(limit.value) * Int128(total)
    return finding(
      "concentration", limit.source, total > 0 ? (isMet ? .met : .notMet) : .unknown,
      zh: "单一同族所占\(words.carried.zh)不超过 \(percent(limit.value))",
      en: "No family carries more than \(percent(limit.value)) of the \(words.carried.en)",
      why: total > 0
        ? BilingualText(zh: "最高 \(percent(share))", en: "The greatest carries \(percent(share))")
        : BilingualText(zh: "没有权利计入，合计为零", en: "No right counts, so the sum is nothing"))
  }

  /// The part of whoever pays most: a pool stands and falls with its licensees.
  private func concentrationByPayer(_ limit: Int, _ source: String) -> ConditionFinding {
    var payers: [BilingualText: Int64] = [:]
    for line in lines {
      for (payer, amount) in line.lendingByPayer(on: 0) { payers[payer, default: 0] += amount }
    }
    let total = payers.values.reduce(0, +)
    let most = payers.max { ($0.value, $1.key.en) < ($1.value, $0.key.en) }
    let title = (
      zh: "单一被许可人所付的许可费占\(words.carried.zh)不超过 \(percent(limit))",
      en: "No licensee pays for more than \(percent(limit)) of the \(words.carried.en)"
    )
    guard total > 0, let most else {
      return finding(
        "concentration", source, .unknown, zh: title.zh, en: title.en,
        why: BilingualText(zh: "没有权利计入，合计为零", en: "No right counts, so the sum is nothing"))
    }
    let share = percent(Int((Int128(most.value) * 10_000 + Int128(total) - 1) / Int128(total)))
    let isUnnamed = lines.contains { line in
      line.isCounted && (line.value?.contracts ?? []).contains { $0.licensee.isEmpty }
    }
    return finding(
      "concentration", source, Int128(most.value) * 10_000 <= Int128(limit) * Int128(total) ? .met : .notMet,
      zh: title.zh, en: title.en,
      why: BilingualText(
        zh: "最高 \(share)（\(most.key.zh)）" + (isUnnamed ? "；没有记录被许可人的合同各算一方" : ""),
        en: "The greatest pays for \(share) (\(most.key.en))"
          + (isUnnamed ? "; a contract without a recorded licensee counts as a party of its own" : "")))
  }

  // MARK: Growth and turnover

  private func growth() -> ConditionFinding? {
    guard let growth = policy.growth else { return nil }
    let currency = request.amount.currency
    let year = inputs.run.asOf.year
    let record = RevenueRecord(
      inputs.valuer.ledger, rates: inputs.rates, currency: currency, before: year)
    let converted = inputs.rates.convert(growth.turnover, to: currency, year: year)
    let least = converted?.money
    var state = ConditionFinding.State.unknown
    var zh = "没有连续 \(growth.years + 1) 年的收入记录"
    var en = "Revenue of \(growth.years + 1) years in a row is not recorded"
    if let latest = record.latest, let least {
      let years = (0...growth.years).map { latest - $0 }
      let gaps = record.gaps(in: years)
      if !gaps.isEmpty {
        // The sum of one year over other products than that of the next proves neither growth nor its lack.
        let missing = RevenueRecord.text(gaps)
        zh = "各年的收入不是同样产品和市场的：缺少或无法折算 \(missing.zh)（没有销售的年份记为 0）"
        en =
          "Revenue of the years is not of the same products and markets: not recorded, or without a rate, \(missing.en) (a year without sales is recorded as 0)"
      } else if let known = record.sums(of: years) {
        let rates = zip(known, known.dropFirst()).map { later, earlier in
          RevenueRecord.change(from: earlier, to: later) ?? 0
        }
        let grows = rates.allSatisfy { $0 >= growth.basisPoints }
        let isLarge = (known.first ?? 0) >= least.minorUnits
        state = grows && isLarge ? .met : .notMet
        let list = zip(years, rates).map { "\($0)：\(Percent.text($1))" }.joined(separator: "、")
        let turnover = Money(minorUnits: known.first ?? 0, currency: currency)
        zh =
          "增长 \(list)；\(latest) 年收入 \(turnover)，下限折合 \(least)"
          + (converted?.note.map { "（\($0.zh)）" } ?? "")
        en =
          "Growth "
          + zip(years, rates).map { "\($0): \(Percent.text($1))" }.joined(separator: ", ")
          + "; revenue of \(latest) \(turnover), the least is \(least)"
          + (converted?.note.map { " (\($0.en))" } ?? "")
      }
    }
    if state != .met, let other = growth.raised {
      let asked = inputs.rates.convert(other.amount, to: currency, year: year)?.money
      if let raised = request.raised, let asked {
        if raised.currency == currency, raised.minorUnits >= asked.minorUnits { state = .met }
        zh += "；申报近 \(other.years) 年融资 \(raised)"
        en += "; \(raised) raised in the last \(other.years) years is stated"
      } else {
        // Not knowing what was raised is not the same as not having raised it.
        state = .unknown
        zh += "；近 \(other.years) 年股权融资或补助是否达 \(other.amount) 不详（--raised）"
        en +=
          "; whether equity or grants of \(other.amount) were raised in the last \(other.years) years is not known (--raised)"
      }
    }
    let title = percent(growth.basisPoints)
    return finding(
      "growth", growth.source, state,
      zh: "连续 \(growth.years) 年增长不低于 \(title)，收入不低于 \(growth.turnover)"
        + (growth.raised.map { "；或近 \($0.years) 年融资 \($0.amount)" } ?? ""),
      en:
        "Growth of at least \(title) in \(growth.years) years in a row and revenue of at least \(growth.turnover)"
        + (growth.raised.map { ", or \($0.amount) raised in \($0.years) years" } ?? ""),
      why: BilingualText(zh: zh + "（已录入产品的收入之和）", en: en + " (sum over the recorded products)"))
  }
}
