//! Names by where they are common, so that given and family name fit together. Any pair may be somebody's; none was
//! taken from anybody.

/// Where a name is common. It decides nothing but names and the country that an immigrant came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    English,
    Hispanic,
    Indian,
    Chinese,
    Korean,
    Vietnamese,
    Slavic,
    Arabic,
    WestAfrican,
    WestEuropean,
    Filipino,
    Brazilian,
}

impl Origin {
    /// Given and family names.
    pub(crate) fn names(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::English => (ENGLISH_GIVEN, ENGLISH_FAMILY),
            Self::Hispanic => (HISPANIC_GIVEN, HISPANIC_FAMILY),
            Self::Indian => (INDIAN_GIVEN, INDIAN_FAMILY),
            Self::Chinese => (CHINESE_GIVEN, CHINESE_FAMILY),
            Self::Korean => (KOREAN_GIVEN, KOREAN_FAMILY),
            Self::Vietnamese => (VIETNAMESE_GIVEN, VIETNAMESE_FAMILY),
            Self::Slavic => (SLAVIC_GIVEN, SLAVIC_FAMILY),
            Self::Arabic => (ARABIC_GIVEN, ARABIC_FAMILY),
            Self::WestAfrican => (AFRICAN_GIVEN, AFRICAN_FAMILY),
            Self::WestEuropean => (EUROPEAN_GIVEN, EUROPEAN_FAMILY),
            Self::Filipino => (HISPANIC_GIVEN, FILIPINO_FAMILY),
            Self::Brazilian => (BRAZILIAN_GIVEN, BRAZILIAN_FAMILY),
        }
    }
}

/// Names in their own script, with the given and family name that a passport prints.
pub(crate) const TWO_SCRIPTS: [(Origin, &str, &str, &str); 20] = [
    (Origin::Slavic, "Олена Шевчук", "Olena", "Shevchuk"),
    (Origin::Slavic, "Дмитро Ткачук", "Dmytro", "Tkachuk"),
    (Origin::Slavic, "Ирина Соколова", "Irina", "Sokolova"),
    (Origin::Slavic, "Иван Стоянов", "Ivan", "Stoyanov"),
    (Origin::Chinese, "王小雨", "Xiaoyu", "Wang"),
    (Origin::Chinese, "李明哲", "Mingzhe", "Li"),
    (Origin::Chinese, "陳思涵", "Szu-Han", "Chen"),
    (Origin::Chinese, "张伟", "Wei", "Zhang"),
    (Origin::Korean, "이하늘", "Haneul", "Lee"),
    (Origin::Korean, "박서준", "Seojun", "Park"),
    (Origin::Korean, "최지우", "Jiwoo", "Choi"),
    (Origin::Arabic, "فاطمة الزهراء", "Fatima", "Alzahra"),
    (Origin::Arabic, "خالد منصور", "Khaled", "Mansour"),
    (Origin::Arabic, "ليلى حداد", "Layla", "Haddad"),
    (Origin::Indian, "अंजलि भंडारी", "Anjali", "Bhandari"),
    (Origin::Indian, "राहुल शर्मा", "Rahul", "Sharma"),
    (Origin::Indian, "பிரியா ராமசாமி", "Priya", "Ramasamy"),
    (Origin::WestEuropean, "Νίκος Παπαδάκης", "Nikos", "Papadakis"),
    (Origin::WestEuropean, "Ελένη Γεωργίου", "Eleni", "Georgiou"),
    (Origin::Vietnamese, "Nguyễn Thị Hương", "Huong", "Nguyen"),
];

/// Short forms that people use of a name on their documents.
pub(crate) const SHORT: [(&str, &str); 24] = [
    ("Michael", "Mike"),
    ("Robert", "Bob"),
    ("William", "Bill"),
    ("Elizabeth", "Liz"),
    ("Katherine", "Kate"),
    ("Jennifer", "Jen"),
    ("Christopher", "Chris"),
    ("Daniel", "Dan"),
    ("Matthew", "Matt"),
    ("Joshua", "Josh"),
    ("Andrew", "Andy"),
    ("Joseph", "Joe"),
    ("Thomas", "Tom"),
    ("Benjamin", "Ben"),
    ("Samuel", "Sam"),
    ("Nicholas", "Nick"),
    ("Alexander", "Alex"),
    ("Rebecca", "Becky"),
    ("Jessica", "Jess"),
    ("Anthony", "Tony"),
    ("Patricia", "Pat"),
    ("Gregory", "Greg"),
    ("Timothy", "Tim"),
    ("Victoria", "Vicky"),
];

#[rustfmt::skip]
const ENGLISH_GIVEN: &[&str] = &[
    "Michael", "Robert", "William", "Elizabeth", "Katherine", "Jennifer", "Christopher", "Daniel", "Matthew",
    "Joshua", "Andrew", "Joseph", "Thomas", "Benjamin", "Samuel", "Nicholas", "Alexander", "Rebecca", "Jessica",
    "Anthony", "Patricia", "Gregory", "Timothy", "Victoria", "James", "David", "Kevin", "Brian", "Jason", "Justin",
    "Ryan", "Eric", "Adam", "Nathan", "Kyle", "Aaron", "Sean", "Patrick", "Tyler", "Austin", "Brandon", "Dylan",
    "Evan", "Ethan", "Logan", "Lucas", "Mason", "Owen", "Caleb", "Isaac", "Emily", "Sarah", "Amanda", "Megan",
    "Lauren", "Rachel", "Hannah", "Ashley", "Nicole", "Stephanie", "Heather", "Laura", "Amy", "Angela", "Melissa",
    "Kelly", "Erin", "Grace", "Olivia", "Chloe", "Abigail", "Madison", "Natalie", "Julia", "Monique", "Shanice",
    "Jamal", "Darnell", "Keisha", "Tamara", "Malik", "Andre", "Peter", "George", "Simon", "Stuart", "Fiona",
    "Siobhan", "Gareth", "Rhys", "Callum", "Harriet", "Claire", "Helen",
];
#[rustfmt::skip]
const ENGLISH_FAMILY: &[&str] = &[
    "Smith", "Johnson", "Williams", "Brown", "Jones", "Davis", "Miller", "Wilson", "Moore", "Taylor", "Anderson",
    "Jackson", "White", "Harris", "Martin", "Thompson", "Robinson", "Clark", "Lewis", "Walker", "Hall", "Allen",
    "Young", "King", "Wright", "Hill", "Scott", "Green", "Adams", "Baker", "Nelson", "Carter", "Mitchell", "Roberts",
    "Turner", "Phillips", "Campbell", "Parker", "Evans", "Edwards", "Collins", "Stewart", "Morris", "Rogers", "Reed",
    "Cook", "Morgan", "Bell", "Murphy", "Bailey", "Cooper", "Richardson", "Cox", "Howard", "Ward", "Peterson", "Gray",
    "James", "Watson", "Brooks", "Kelly", "Sanders", "Price", "Bennett", "Wood", "Barnes", "Ross", "Henderson",
    "Coleman", "Jenkins", "Perry", "Powell", "Long", "Patterson", "Hughes", "Washington", "Butler", "Simmons",
    "Foster", "Bryant", "Alexander", "Russell", "Griffin", "Hayes", "Ford", "Hamilton", "Graham", "Sullivan",
    "Wallace", "Woods", "Cole", "West", "Jordan", "Owens", "Reynolds", "Fisher", "Ellis", "Harrison", "Gibson",
    "McDonald", "Cruz", "Marshall", "Murray", "Freeman", "Wells", "Webb", "Simpson", "Stevens", "Tucker", "Porter",
    "Hunter", "Hicks", "Crawford", "Henry", "Boyd", "Mason", "Kennedy", "Warren", "Dixon", "Burns", "Gordon", "Shaw",
    "Holmes", "Rice", "Robertson", "Hunt", "Black", "Daniels", "Palmer", "Mills", "Nichols", "Grant", "Knight",
    "Ferguson", "Rose", "Stone", "Hawkins", "Dunn", "Perkins", "Hudson", "Spencer", "Gardner", "Stephens", "Payne",
    "Pierce", "Berry", "Matthews", "Arnold", "Wagner", "Willis", "Whitcombe", "Holloway", "Lovelace", "Fitzwilliam",
    "Abernathy", "Thackeray", "Okafor-Reed", "Blackwood",
];
#[rustfmt::skip]
const HISPANIC_GIVEN: &[&str] = &[
    "Alejandra", "Andrea", "Carlos", "Carmen", "Daniela", "Diego", "Eduardo", "Elena", "Esteban", "Fernanda",
    "Fernando", "Gabriela", "Gloria", "Hector", "Isabel", "Javier", "Jesus", "Jorge", "Jose", "Juan", "Julio",
    "Lucia", "Luis", "Manuel", "Marco", "Maria", "Mariana", "Mario", "Mateo", "Miguel", "Natalia", "Oscar", "Pablo",
    "Paola", "Pedro", "Rafael", "Ramon", "Ricardo", "Roberto", "Rosa", "Sandra", "Santiago", "Sergio", "Silvia",
    "Sofia", "Teresa", "Valentina", "Veronica", "Victor", "Ximena",
];
#[rustfmt::skip]
const HISPANIC_FAMILY: &[&str] = &[
    "Garcia", "Martinez", "Rodriguez", "Lopez", "Hernandez", "Gonzalez", "Perez", "Sanchez", "Ramirez", "Torres",
    "Flores", "Rivera", "Gomez", "Diaz", "Reyes", "Morales", "Ortiz", "Gutierrez", "Chavez", "Ramos", "Ruiz",
    "Mendoza", "Alvarez", "Castillo", "Jimenez", "Vasquez", "Romero", "Herrera", "Medina", "Aguilar", "Vargas",
    "Guzman", "Mendez", "Salazar", "Soto", "Delgado", "Rios", "Vega", "Sandoval", "Escobedo", "Quispe", "Villanueva",
    "Zamorano", "Jaramillo", "Castellano", "Aguilarte", "Fuentes", "Navarro", "Campos", "Cardenas",
];
#[rustfmt::skip]
const INDIAN_GIVEN: &[&str] = &[
    "Aarav", "Aditi", "Aditya", "Ajay", "Amit", "Ananya", "Anil", "Anita", "Anjali", "Arjun", "Arun", "Ashok",
    "Deepak", "Deepika", "Divya", "Gaurav", "Harish", "Ishaan", "Karthik", "Kavita", "Kiran", "Lakshmi", "Manish",
    "Meera", "Mohan", "Naveen", "Neha", "Nikhil", "Nisha", "Pooja", "Pradeep", "Pranav", "Priya", "Rahul", "Rajesh",
    "Ravi", "Rohan", "Sandeep", "Sanjay", "Shreya", "Siddharth", "Sneha", "Sunita", "Suresh", "Swati", "Tanvi",
    "Varun", "Vijay", "Vikram", "Vivek",
];
#[rustfmt::skip]
const INDIAN_FAMILY: &[&str] = &[
    "Sharma", "Patel", "Singh", "Kumar", "Gupta", "Reddy", "Iyer", "Nair", "Rao", "Mehta", "Shah", "Joshi", "Desai",
    "Verma", "Agarwal", "Banerjee", "Mukherjee", "Chatterjee", "Das", "Ghosh", "Pillai", "Menon", "Krishnan",
    "Subramanian", "Venkatesan", "Ramaswamy", "Iyengar", "Kapoor", "Malhotra", "Khanna", "Chopra", "Bhandari",
    "Dhillon", "Gill", "Sandhu", "Kulkarni", "Deshpande", "Patil", "Naidu", "Choudhary", "Chaudhry", "Kapadia",
    "Palaniappan", "Barua", "Saxena", "Mishra", "Pandey", "Tiwari", "Bhatt", "Thakur",
];
#[rustfmt::skip]
const CHINESE_GIVEN: &[&str] = &[
    "Wei", "Xin", "Mei", "Jia", "Ming", "Hao", "Yan", "Lin", "Jing", "Lei", "Yue", "Bo", "Chen", "Fang", "Hui", "Jun",
    "Kai", "Li", "Na", "Peng", "Qing", "Rui", "Shan", "Tao", "Wen", "Xiang", "Xue", "Yang", "Ying", "Yuan", "Zhen",
    "Zi", "Xiaoyu", "Mingzhe", "Yifan", "Haoran", "Jason", "Kevin", "Amy", "Grace", "Vivian", "Eric", "Tiffany",
    "Andy",
];
#[rustfmt::skip]
const CHINESE_FAMILY: &[&str] = &[
    "Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Ma", "Zhu", "Hu",
    "Guo", "He", "Lin", "Gao", "Luo", "Zheng", "Liang", "Xie", "Song", "Tang", "Deng", "Han", "Feng", "Cao", "Peng",
    "Cheung", "Wong", "Lam", "Leung", "Kwok", "Xiong",
];
#[rustfmt::skip]
const KOREAN_GIVEN: &[&str] = &[
    "Minjun", "Seojun", "Jiwoo", "Haneul", "Soyeon", "Jihoon", "Hyunwoo", "Minji", "Yuna", "Sungmin", "Donghyun",
    "Eunji", "Jisoo", "Kyung", "Grace", "Daniel", "Esther", "Joseph", "Hannah", "Sora",
];
#[rustfmt::skip]
const KOREAN_FAMILY: &[&str] = &[
    "Kim", "Lee", "Park", "Choi", "Jung", "Kang", "Cho", "Yoon", "Jang", "Lim", "Han", "Shin", "Seo", "Kwon", "Hwang",
    "Ahn",
];
#[rustfmt::skip]
const VIETNAMESE_GIVEN: &[&str] = &[
    "Anh", "Bao", "Binh", "Chi", "Dung", "Duc", "Giang", "Ha", "Hieu", "Hoa", "Huong", "Khanh", "Lan", "Linh", "Long",
    "Mai", "Minh", "Nam", "Ngoc", "Phuong", "Quang", "Son", "Thanh", "Thao", "Trang", "Trung", "Tuan", "Vy",
];
#[rustfmt::skip]
const VIETNAMESE_FAMILY: &[&str] = &[
    "Nguyen", "Tran", "Le", "Pham", "Hoang", "Phan", "Vu", "Dang", "Bui", "Do", "Ho", "Ngo", "Duong", "Ly", "Dinh",
    "Truong",
];
#[rustfmt::skip]
const SLAVIC_GIVEN: &[&str] = &[
    "Oksana", "Olena", "Dmytro", "Kateryna", "Andriy", "Taras", "Yulia", "Olga", "Irina", "Natalia", "Ivan", "Sergey",
    "Alexei", "Mikhail", "Tatiana", "Anna", "Pavel", "Tomasz", "Magdalena", "Piotr", "Agnieszka", "Krzysztof",
    "Katarzyna", "Marek", "Milos", "Jelena", "Stefan", "Nikola", "Bogdan", "Viktor", "Vesna", "Zdenka",
];
#[rustfmt::skip]
const SLAVIC_FAMILY: &[&str] = &[
    "Shevchuk", "Tkachuk", "Kowalczuk", "Bondarenko", "Melnyk", "Kravchenko", "Sokolova", "Golovin", "Ivanov",
    "Petrov", "Morozov", "Volkov", "Nowak", "Kowalski", "Wisniewski", "Zielinski", "Kaczmarek", "Dabrowski", "Wojcik",
    "Novak", "Horvat", "Jankovic", "Petrovic", "Nikolic", "Novosel", "Moravec", "Sedlacek", "Dvorak", "Stoyanov",
    "Dimitrov",
];
#[rustfmt::skip]
const ARABIC_GIVEN: &[&str] = &[
    "Ahmed", "Ali", "Amal", "Amira", "Dalia", "Farid", "Fatima", "Hana", "Hassan", "Ibrahim", "Karim", "Khaled",
    "Layla", "Mahmoud", "Mariam", "Mohammed", "Mustafa", "Nadia", "Noor", "Omar", "Rania", "Rashid", "Samir", "Sara",
    "Tariq", "Yasmin", "Youssef", "Zainab", "Reza", "Leila",
];
#[rustfmt::skip]
const ARABIC_FAMILY: &[&str] = &[
    "Haddad", "Mansour", "Khalil", "Nasser", "Saleh", "Hassan", "Ibrahim", "Farouk", "Rahman", "Hashemi", "Rostami",
    "Ghorbani", "Siddiqui", "Qureshi", "Malik", "Khan", "Ahmed", "Hussain", "Sheikh", "Aziz", "Karimi", "Mansouri",
    "Haddadin", "Demirci", "Yilmaz", "Laghari", "Uddin",
];
#[rustfmt::skip]
const AFRICAN_GIVEN: &[&str] = &[
    "Chidi", "Emeka", "Ifeoma", "Ngozi", "Uchenna", "Chioma", "Obinna", "Femi", "Tunde", "Folake", "Ayo", "Yetunde",
    "Kofi", "Ama", "Kwame", "Akua", "Esra", "Patience", "Blessing", "Samuel", "Grace", "Emmanuel", "Joy", "Thandiwe",
    "Amara", "Zola", "Wanjiru", "Kamau", "Achieng",
];
#[rustfmt::skip]
const AFRICAN_FAMILY: &[&str] = &[
    "Okonkwo", "Ekwueme", "Obiora", "Ibekwe", "Adeyinka", "Oyelaran", "Fagbenle", "Makinde", "Abara", "Adebayo",
    "Balogun", "Eze", "Nwosu", "Okafor", "Mensah", "Owusu", "Boateng", "Asante", "Bonsu", "Diallo", "Ndlovu",
    "Khumalo", "Phiri", "Kimathi", "Kagwanja", "Mbeki",
];
#[rustfmt::skip]
const EUROPEAN_GIVEN: &[&str] = &[
    "Anders", "Lars", "Ingrid", "Jonas", "Sabine", "Klaus", "Anke", "Matthias", "Julia", "Camille", "Chloe", "Julien",
    "Mathilde", "Pierre", "Giulia", "Paolo", "Marco", "Chiara", "Ines", "Joao", "Beatriz", "Nikos", "Eleni", "Sophie",
    "Niels", "Femke", "Pieter", "Aino", "Mikko", "Ciara", "Aoife", "Liam", "Niamh",
];
#[rustfmt::skip]
const EUROPEAN_FAMILY: &[&str] = &[
    "Almqvist", "Lindgren", "Dalgaard", "Eriksen", "Halvorsen", "Kuusisto", "Reinholt", "Voss", "Achterberg",
    "Schneider", "Fischer", "Weber", "Becker", "Hoffmann", "Delacroix", "Beaumont", "Lachance", "Pelletier",
    "Gaspard", "Laurent", "Moreau", "Ferrante", "Marchetti", "Salvatore", "Santangelo", "Rossi", "Bianchi",
    "Papadakis", "Nikolaidis", "Georgiou", "Vandermeer", "Jansen", "De Vries", "Byrne", "Doyle", "Gallagher",
    "O'Brien", "O'Connor", "Fonseca", "Teixeira",
];
#[rustfmt::skip]
const FILIPINO_FAMILY: &[&str] = &[
    "Santos", "Reyes", "Cruz", "Bautista", "Ocampo", "Garcia", "Mendoza", "Torres", "Castillo", "Villanueva", "Ramos",
    "Aquino", "Dela Cruz", "Salvador",
];
#[rustfmt::skip]
const BRAZILIAN_GIVEN: &[&str] = &[
    "Ana", "Beatriz", "Bruno", "Camila", "Carolina", "Eduardo", "Felipe", "Fernanda", "Gabriel", "Gustavo", "Joao",
    "Juliana", "Larissa", "Leticia", "Lucas", "Marcelo", "Mariana", "Matheus", "Paulo", "Rafael", "Rodrigo", "Thiago",
    "Vinicius", "Vitoria",
];
#[rustfmt::skip]
const BRAZILIAN_FAMILY: &[&str] = &[
    "Silva", "Souza", "Oliveira", "Lima", "Pereira", "Costa", "Ferreira", "Almeida", "Ribeiro", "Carvalho", "Gomes",
    "Martins", "Araujo", "Barbosa", "Rocha", "Andrade", "Braga", "Mendonca", "Cardoso", "Teixeira",
];
