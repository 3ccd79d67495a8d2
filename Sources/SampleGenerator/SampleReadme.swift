/// The short guides beside the samples.
enum SampleReadme {
  static let overview = """
    # 示例组合 / Sample portfolios

    全部为虚构：单位、人名、产品、号码、金额均由 `swift run sample-generator --output Sample-Portfolios` 以固定种子生成。
    号码取自各局尚未使用的号段，校验位正确；与真实专利、公司、个人无关。所有故事截至 2026-06-30。

    | 文件夹 | 内容 |
    | --- | --- |
    | `first-look/` | 十二项权利，日期取整，年龄、剩余期限、下期年费可用手算核对 |
    | `central-enterprise/` | 示例装备集团：本部与八家子企业，约 1,200 项权利，五条业务线，十四个产品 |
    | `specialised-firm/` | 一家专精特新企业，约 60 项权利，三个产品，一笔质押，年费减缴 |
    | `research-institute/` | 一家研究院，约 400 项权利，多数授权后三年以上未实施 |
    | `messy/` | 每个文件一种毛病，旁边的 `.expected` 写明应报告什么 |

    Everything here is invented: units, people, products, numbers and amounts are made by
    `swift run sample-generator --output Sample-Portfolios` from a fixed seed. Numbers lie in ranges that the offices
    have not used, with correct check digits; nothing refers to a real patent, company or person. All stories are
    told as of 2026-06-30.

    | folder | what it is |
    | --- | --- |
    | `first-look/` | twelve rights with round dates: age, remaining term and next annuity can be checked by hand |
    | `central-enterprise/` | Example Equipment Group: head and eight subsidiaries, about 1,200 rights, five business lines, fourteen products |
    | `specialised-firm/` | a small specialised firm: about 60 rights, three products, one pledge, reduced annuities |
    | `research-institute/` | an institute: about 400 rights, most of them granted for over three years and unworked |
    | `messy/` | one fault a file; the `.expected` beside it says what is to be reported |

    """

  static let centralEnterprise = """
    # 示例装备集团 / Example Equipment Group

    虚构的中央企业集团，截至 2026-06-30。缴费台账自 2015-01-01 起，此前的缴费不在册；年费按全额缴纳。
    引证计数观察于 2024、2025、2026 年 6 月 30 日；专家评价做于 2024、2025、2026 年 5 月。
    “许入使用”的权利归他人所有。D-2026-006 保全的一件专利正处于年费滞纳期。
    处置限制的清单于 2026-05-29 核对完毕（complete_lists）；职务发明只在 2026 年 3 月征询过发明人的权利上记录。

    An invented group, as of 2026-06-30. Its payment ledger starts on 2015-01-01; full annuities. Citations were counted
    on 30 June of 2024, 2025 and 2026; experts assessed in May of these years. Rights licensed in belong to others.
    One patent under preservation (D-2026-006) has a late annuity. The lists of restrictions were checked on 2026-05-29
    (complete_lists); service inventions are on file only where the inventors were asked in March 2026.

    """

  static let specialisedFirm = """
    # 示例精密阀业 / Example Precision Valves

    虚构的专精特新企业，截至 2026-06-30。自授权当年起十年内年费减缴：单独所有缴 15%，与高校共有缴 30%；滞纳金按全额年费计算。
    六件专利质押于示例城市银行（PL-2025-07），其中一件的年费正处于滞纳期。

    An invented small firm, as of 2026-06-30. For ten years from the grant year it pays 15 % of the annuities alone and
    30 % where a university is co-owner; surcharges are on the full annuity. Six patents are pledged
    (PL-2025-07); the annuity of one of them is late.

    ## 质押算例（手算） / A pledge worked by hand

    基准日 2026-06-30，借款 200,000 元，36 个月，政策 `bank-25-15-50`（发明 25%、实用新型 15%）。计算基础是 `winnow value` 的在用价值（基准），
    取整到元；可贷价值 = 计算基础 × 质押率，向下取整到元。覆盖 = 可贷价值 ÷ 债务，向下取整到 0.01%。测试把本表与程序的结果逐项比较。

    As of 2026-06-30, a loan of CNY 200,000 over 36 months under `bank-25-15-50`. The basis is the base value in use that
    `winnow value` shows, in whole yuan; lending value = basis × loan to value, rounded down; cover = lending value over
    debt, rounded down to 0.01 %. A test compares this table with the program.

    | 权利 right | 种类 kind | 计算基础 basis | 质押率 LTV | 可贷价值 lending value |
    | --- | --- | --- | --- | --- |
    | P-0001 | invention | 31065 | 25% | 31065 × 0.25 = 7766.25 → 7766 |
    | P-0045 | utility-model | 200694 | 15% | 200694 × 0.15 = 30104.10 → 30104 |
    | P-0046 | utility-model | 1130300 | 15% | 1130300 × 0.15 = 169545.00 → 169545 |
    | 合计 sum | | 1362059 | | 207415 |

    今日覆盖 cover today: 207415 / 200000 = 103.70%；债务 ÷ 计算基础 debt over basis: 200000 / 1362059 = 14.69%（向上取整 rounded up）。
    P-0017 年费逾期且已质押，P-0021 未取得共有人同意，P-0005 在债务到期前届满：三者都不能计入。
    P-0017 (annuity late, pledged), P-0021 (no consent of its co-owner) and P-0005 (its term ends before the debt) cannot count.

    """

  static let researchInstitute = """
    # 示例先进材料研究院 / Example Advanced Materials Institute

    虚构的研究院，截至 2026-06-30。多数专利授权三年以上而无产品、许可记录；部分来自资助项目，处置须公示备案。
    缴费台账自 2018-01-01 起。已转让的专利仅作存档。

    An invented institute, as of 2026-06-30. Most patents were granted over three years ago and have no product or
    licence on record; some come from funded projects, whose disposal must be published and reported. The payment
    ledger starts on 2018-01-01. Patents already transferred are kept for the record.

    """

  static let messy = """
    # 杂乱文件 / Messy files

    每个文件（或文件夹）只有一种毛病；同名的 `.expected` 写明 `winnow import --dry-run` 应报告什么：
    - `counts:` 读入、存入、合并、拒收、未变的行数（rows = stored + merged + refused + unchanged），`none` 为整个文件读不了；
    - `problem:` 每个问题的代码、行、列，没有行列的写 `-`，文件夹中行号前写文件名；没有这一行则不应报告任何问题。

    文件由生成器逐字节写出，不要用编辑器保存。

    Each file (or folder) has one fault; the `.expected` of the same name says what `winnow import --dry-run` has to report:
    - `counts:` the rows read, stored, merged, refused and unchanged (rows = stored + merged + refused + unchanged);
      `none` where nothing of the file can be read;
    - `problem:` code, line and column of each problem, `-` where there is none, in folders with the file before the line;
      without such a line nothing is to be reported.

    The generator writes these files byte by byte: do not save them with an editor.

    """
}
