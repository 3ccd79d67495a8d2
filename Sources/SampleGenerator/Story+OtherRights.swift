import PortfolioCore

extension Story {
  /// Members of families abroad, filed within the priority year.
  mutating func makeForeignMembers() {
    var wanted = plan.foreign
    let roots = rights.indices.filter { index in
      let right = rights[index]
      return right.kind == .invention && right.quality >= 50 && right.note.isEmpty
        && right.life.publication != nil && right.life.filing.year >= 2009
        && right.life.filing < day(2025, 3, 1) && right.life.status != .withdrawn
    }
    for root in dice.sample(plan.foreign * 3 / 5 + 1, of: roots) where wanted > 0 {
      let offices = [("US", 900), ("EP", 650), ("JP", 600)].filter { dice.chance($0.1) }.map(\.0).prefix(
        wanted)
      guard !offices.isEmpty else { continue }
      let number = String(families.count + 1)
      let family = "F-" + String(repeating: "0", count: 4 - number.utf8.count) + number
      families.append((family, rights[root].title.zh))
      rights[root].family = family
      rights[root].familySize = offices.count + 1
      for office in offices {
        rights.append(foreignMember(of: rights[root], office: office))
        wanted -= 1
      }
    }
  }

  private mutating func foreignMember(of root: StoryRight, office: String) -> StoryRight {
    var right = root
    right.office = office
    // An unpublished member has no publication number; least of all its relative's.
    right.publicationNumber = ""
    right.grantNumber = ""
    right.priority = root.life.filing
    right.claims = min(30, (root.claims ?? 10) + dice.throwOne(of: 0...4))
    right.note = ""
    var life = PatentLife(filing: workday(dice.day(root.life.filing, plus: 300...360)))
    let published = root.life.filing.adding(months: 18) + dice.throwOne(of: 0...12)
    life.publication = published <= asOf ? published : nil
    let outcome = dice.throwOne(of: 0...99)
    switch office {
    case "US":
      right.application = numbers.americanApplication(year: life.filing.year)
      if let day = life.publication { right.publicationNumber = numbers.americanPublication(year: day.year) }
      grant(&life, after: 700...1100, if: outcome < 85, weekday: 2)
      right.grantNumber = life.grant == nil ? "" : numbers.americanPatent()
      // Unpaid maintenance fees end a US patent four, eight or twelve years after its grant.
      if let grant = life.grant, outcome < 12, grant.adding(years: 4) < asOf {
        life.status = .lapsed
        life.end = grant.adding(years: 4)
      }
    case "EP":
      let number = numbers.europeanPublication()
      right.application = numbers.europeanApplication(year: life.filing.year)
      right.publicationNumber = life.publication == nil ? "" : number + "A1"
      grant(&life, after: 1500...2400, if: outcome < 45, weekday: 3)
      right.grantNumber = life.grant == nil ? "" : number + "B1"
      let withdrawn = dice.day(life.filing, plus: 900...1400)
      if outcome >= 85, withdrawn < asOf {
        life.status = .withdrawn
        life.end = withdrawn
      }
      payEuropeanFees(&life)
    default:
      let number = numbers.japaneseApplication(year: life.filing.year)
      right.application = number
      if let day = life.publication {
        right.publicationNumber = "JP\(day.year)-\(number.suffix(6))A"
      }
      grant(&life, after: 800...1300, if: outcome < 85, weekday: 3)
      right.grantNumber = life.grant == nil ? "" : numbers.japanesePatent()
    }
    right.life = life
    right.shares = root.shares.map { StoryShare(party: $0.party, percent: $0.percent, from: life.filing) }
    right.observedOn = asOf
    return right
  }

  private mutating func grant(
    _ life: inout PatentLife, after days: ClosedRange<Int>, if wanted: Bool, weekday: Int
  ) {
    var granted = dice.day(life.filing, plus: days)
    while granted.weekday != weekday { granted = granted + 1 }
    if wanted, granted <= asOf, let publication = life.publication, publication < granted {
      life.grant = granted
      life.status = .inForce
    }
  }

  /// Renewal fees of European applications in euro, by the tariff of the payment day (EPO fee schedules of
  /// 2016, 2020, 2022, 2023 and 2024). No story pays one after 2026-03-31.
  private mutating func payEuropeanFees(_ life: inout PatentLife) {
    let tariffs: [(from: CalendarDay, amounts: [Int])] = [
      (day(2016, 4, 1), [470, 585, 820, 1050, 1165, 1280, 1395, 1575]),
      (day(2020, 4, 1), [490, 610, 855, 1090, 1210, 1330, 1450, 1640]),
      (day(2022, 4, 1), [505, 630, 880, 1125, 1245, 1370, 1495, 1690]),
      (day(2023, 4, 1), [530, 660, 925, 1180, 1305, 1440, 1570, 1775]),
      (day(2024, 4, 1), [690, 845, 1000, 1155, 1310, 1465, 1620, 1775]),
    ]
    for year in 3...20 {
      let due = life.filing.adding(years: year - 1).endOfMonth
      let paid = min(
        workday(dice.day(due, plus: (-60)...(-5))), max(due.adding(months: -3), day(2026, 3, 31)))
      if due > asOf || life.grant.map({ due > $0 }) == true || life.end.map({ due > $0 }) == true { return }
      guard paid >= plan.habits.ledgerStart, let tariff = tariffs.last(where: { $0.from <= paid }) else {
        continue
      }
      life.payments.append(
        .init(year: year, day: paid, amount: tariff.amounts[min(year, 10) - 3], currency: "EUR"))
    }
  }

  private func workday(_ day: CalendarDay) -> CalendarDay {
    day.weekday == 0 ? day - 2 : day.weekday == 6 ? day - 1 : day
  }

  /// A trademark: registered for ten years, most of them renewed.
  mutating func trademark() -> StoryRight {
    let line = dice.pick(plan.lines, weights: plan.lines.map(\.weight))
    let words: [Term] = [
      Term("驰", "Chi"), Term("擎", "Qing"), Term("固", "Gu"), Term("川", "Chuan"), Term("岳", "Yue"),
      Term("澜", "Lan"),
      Term("曜", "Yao"), Term("衡", "Heng"), Term("辰", "Chen"), Term("屿", "Yu"), Term("砺", "Li"),
      Term("朗", "Lang"),
    ]
    let word = dice.pick(words)
    let unit = dice.chance(300) ? plan.units[0].code : dice.pick(line.units)
    var life = PatentLife(filing: workday(dice.day(day(2006, 2, 1), plus: 0...7200)))
    let registered = life.filing + dice.throwOne(of: 300...420)
    var right = StoryRight(
      kind: .trademark, title: Term("示例\(word.zh)", "SHILI \(word.en.uppercased())"), life: life,
      line: line.name,
      unit: unit, applicants: [], quality: dice.throwOne(of: 10...95))
    right.application = numbers.chineseTrademark()
    if registered <= asOf {
      right.grantNumber = right.application
      life.grant = registered
      life.status = .inForce
      var expiry = registered.adding(years: 10) - 1
      // After expiry six months remain to renew; a mark inside them counts as renewed.
      while expiry < asOf, dice.chance(650) || expiry.adding(months: 6) >= asOf {
        expiry = (expiry + 1).adding(years: 10) - 1
      }
      life.expiry = expiry
      if expiry < asOf {
        life.status = .expired
        life.end = expiry + 1
      }
    }
    right.life = life
    right.classes = dice.sample(dice.throwOne(of: 1...2), of: line.niceClasses)
    let name = plan.unitName(unit).zh
    right.applicants = [name]
    right.shares = [StoryShare(party: name, percent: 100, from: life.filing)]
    right.observedOn = asOf
    return right
  }

  /// A technical secret: no office, no number, recognised on a day.
  mutating func secret() -> StoryRight {
    let line = dice.pick(plan.lines, weights: plan.lines.map(\.weight))
    let technology = dice.pick(line.technologies)
    let unit = dice.pick(line.units)
    var life = PatentLife(filing: workday(dice.day(day(2014, 3, 1), plus: 0...4300)))
    life.status = .inForce
    var right = StoryRight(
      kind: .technicalSecret, office: "", title: titles.title(technology, .technicalSecret, &dice).title,
      life: life,
      technology: technology, line: line.name, unit: unit, applicants: [], quality: dice.throwOne(of: 20...99)
    )
    let disclosed = dice.day(life.filing, plus: 500...2500)
    if dice.chance(90), disclosed < asOf {
      right.life.status = .dead
      right.life.end = disclosed
      right.note = "已公开，不再按技术秘密管理"
    }
    right.shares = [StoryShare(party: plan.unitName(unit).zh, percent: 100, from: life.filing)]
    right.inventors = inventors()
    right.observedOn = asOf
    return right
  }
}

extension RightNumberMaker {
  /// A US publication of an application: `US20219900123A1`.
  mutating func americanPublication(year: Int) -> String {
    let serial = americanApplication(year: year).suffix(5)
    return "US\(year)99\(serial)A1"
  }
}
