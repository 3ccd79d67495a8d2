extension Technology {
  static let cathode = Technology(
    name: "cathode", ipc: ["H01M10/0525", "H01M4/36", "H01M10/54"],
    locarno: [],
    things: [
      Thing("镍钴锰三元正极材料", "nickel-cobalt-manganese cathode material", "H01M4/525"),
      Thing("磷酸铁锂正极材料", "lithium iron phosphate cathode material", "H01M4/58"),
      Thing("硅碳负极材料", "silicon-carbon anode material", "H01M4/38"), Thing("前驱体", "precursor", "C01G53/00"),
      Thing("导电浆料", "conductive slurry", "H01M4/62"),
      Thing("固态电解质", "solid electrolyte", "H01M10/0562"),
    ],
    manners: [
      Term("单晶", "single-crystal"), Term("包覆改性", "coated"), Term("高压实", "high-density"), Term("掺杂", "doped"),
      Term("低残碱", "low-residual-alkali"), Term("梯度浓度", "concentration-gradient"),
    ],
    uses: [
      Term("动力电池", "traction batteries"), Term("储能电池", "storage batteries"),
      Term("低温电池", "low-temperature batteries"),
      Term("快充电池", "fast-charging batteries"),
    ],
    methods: [Term("制备", "preparing"), Term("烧结", "sintering"), Term("回收", "recycling")],
    secrets: [
      Term("烧结曲线", "Sintering curve"), Term("配方", "Recipe"), Term("共沉淀工艺窗口", "Co-precipitation window"),
    ])

  static let batteryPack = Technology(
    name: "pack", ipc: ["H01M10/42", "H02J7/00", "H01M10/613"],
    locarno: ["13-02"],
    things: [
      Thing("电池模组", "battery module", "H01M50/204"), Thing("液冷板", "liquid cooling plate", "H01M10/6568"),
      Thing("储能集装箱", "energy storage container", "H01M50/251"),
      Thing("电池管理系统", "battery management system", "H01M10/42"),
      Thing("防爆泄压阀", "explosion relief valve", "H01M50/30"),
      Thing("汇流排组件", "busbar assembly", "H01M50/502"),
    ],
    manners: [
      Term("一体化", "integrated"), Term("均衡式", "balancing"), Term("热失控抑制型", "thermal-runaway-suppressing"),
      Term("轻量化", "lightweight"), Term("可拆卸", "detachable"), Term("高防护", "high-protection"),
    ],
    uses: [
      Term("电网侧储能", "grid storage"), Term("轨道车辆", "rail vehicles"), Term("港口机械", "port machinery"),
      Term("通信基站", "base stations"),
    ],
    methods: [
      Term("荷电状态估计", "estimating the state of charge of"), Term("热管理", "thermal management of"),
      Term("装配", "assembling"),
    ],
    secrets: [
      Term("均衡策略参数", "Balancing parameters"), Term("焊接参数", "Welding parameters"),
      Term("老化试验数据", "Ageing test data"),
    ])

  static let valve = Technology(
    name: "valve", ipc: ["F16K27/02", "F16K51/00", "F16K25/00"],
    locarno: ["23-01"],
    things: [
      Thing("三偏心蝶阀", "triple-offset butterfly valve", "F16K1/22"), Thing("球阀", "ball valve", "F16K5/06"),
      Thing("调节阀阀芯", "control valve plug", "F16K1/36"),
      Thing("电磁阀", "solenoid valve", "F16K31/06"), Thing("安全阀", "safety valve", "F16K17/04"),
      Thing("阀杆密封组件", "stem seal assembly", "F16K41/02"),
    ],
    manners: [
      Term("硬密封", "metal-seated"), Term("低扭矩", "low-torque"), Term("波纹管密封", "bellows-sealed"),
      Term("耐冲刷", "erosion-resistant"),
      Term("在线可维护", "in-line serviceable"), Term("防喷", "blow-out-proof"),
    ],
    uses: [
      Term("超低温介质", "cryogenic media"), Term("含硫管线", "sour service lines"),
      Term("核级回路", "nuclear-grade circuits"),
      Term("加氢装置", "hydrogenation units"), Term("船舶管系", "ship piping"),
    ],
    methods: [
      Term("密封面加工", "machining the seat of"), Term("泄漏检测", "leak testing"), Term("装配", "assembling"),
    ],
    secrets: [
      Term("堆焊工艺参数", "Overlay welding parameters"), Term("密封面研磨规程", "Seat lapping rules"),
      Term("选型计算表", "Sizing sheets"),
    ])

  static let pump = Technology(
    name: "pump", ipc: ["F04D29/42", "F04D15/00", "F04D29/66"], locarno: ["15-02"],
    things: [
      Thing("多级离心泵", "multistage centrifugal pump", "F04D1/06"),
      Thing("屏蔽泵", "canned motor pump", "F04D13/06"), Thing("叶轮", "impeller", "F04D29/22"),
      Thing("机械密封冲洗装置", "mechanical seal flushing device", "F04D29/12"),
      Thing("泵组底座", "pump baseplate", "F04D29/60"),
    ],
    manners: [
      Term("自吸式", "self-priming"), Term("抗汽蚀", "cavitation-resistant"), Term("低振动", "low-vibration"),
      Term("双吸", "double-suction"),
      Term("变频", "variable-frequency"),
    ],
    uses: [
      Term("海水淡化", "desalination"), Term("船舶压载水", "ballast water"), Term("锅炉给水", "boiler feed water"),
      Term("浆料输送", "slurry transport"),
    ],
    methods: [
      Term("振动监测", "monitoring vibration of"), Term("水力设计", "hydraulic design of"), Term("平衡", "balancing"),
    ],
    secrets: [
      Term("水力模型数据", "Hydraulic model data"), Term("铸造工艺参数", "Casting parameters"),
      Term("密封选材表", "Seal material tables"),
    ])
}
