/* The law of a simulated session, one session after the other and one turn after the other.
 *
 * Chance is xoshiro256++ (Blackman & Vigna 2021, ACM TOMS 47(4):36), started by splitmix64 (Steele,
 * Lea & Flood 2014, OOPSLA 2014:453-472). Normal deviates come from a ziggurat of 256 strips
 * (Marsaglia & Tsang 2000, Journal of Statistical Software 5(8):1-7), which made the whole a quarter
 * faster than the polar method or Box & Muller's.
 */

#include <math.h>
#include <stdint.h>

enum { ALONE = 1, OPEN = 4, QUESTIONS = 5 };
enum { NOT_YET = 40, MOST_PEOPLE = 256 };
enum { STRIPS = 256 };
/* where the tail begins, and the area of a strip */
static const double TAIL = 3.654152885361008796, AREA = 0.00492867323399;

enum { DURATION, OVERRUN, TURNS, ABA, GINI, ENTROPY, WAIT, COLUMNS };

struct step {
    int32_t law, most, first, people;
    float planned;
};

struct turn {
    int32_t seat, role;
    float speaks, answers;
};

struct habits {
    float table[NOT_YET + 1];
    float sigma, mean, by_share, between, within, seconds_a_word;
    float overlapped, gap_mean, gap_spread, overlap_mean, overlap_spread;
    float drift, spread, slot;
};

struct ziggurat {
    float edge[STRIPS + 1], height[STRIPS + 1];
};

struct chance {
    uint64_t word[4];
    const struct ziggurat *ziggurat;
};

/* What is known of a phase while it lasts; times are seconds since it began. */
struct phase {
    float able[MOST_PEOPLE], able_to_answer[MOST_PEOPLE], pace[MOST_PEOPLE];
    float spoke[MOST_PEOPLE], until[MOST_PEOPLE];
    int32_t spoke_in[MOST_PEOPLE];
    float now, talk, wait;
    int32_t people, turns, aba, last, before;
};

static inline uint64_t turned(uint64_t word, int by) {
    return (word << by) | (word >> (64 - by));
}

static inline uint64_t draw(struct chance *chance) {
    uint64_t *s = chance->word;
    uint64_t out = turned(s[0] + s[3], 23) + s[0];
    uint64_t far = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= far;
    s[3] = turned(s[3], 45);
    return out;
}

static void start(struct chance *chance, uint64_t seed) {
    for (int at = 0; at < 4; at++) {
        uint64_t z = (seed += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        chance->word[at] = z ^ (z >> 31);
    }
}

/* From 0 up to, but not including, 1. */
static inline float uniform(struct chance *chance) {
    return (float)(draw(chance) >> 40) * 0x1p-24f;
}

static void build(struct ziggurat *ziggurat) {
    double edge = AREA / exp(-0.5 * TAIL * TAIL);
    for (int strip = 0; strip < STRIPS; strip++) {
        double height = exp(-0.5 * edge * edge);
        ziggurat->edge[strip] = (float)edge;
        ziggurat->height[strip] = (float)height;
        edge = strip ? sqrt(-2.0 * log(AREA / edge + height)) : TAIL;
    }
    ziggurat->edge[STRIPS] = 0.0f;
    ziggurat->height[STRIPS] = 1.0f;
}

/* Beyond the last edge, by two exponentials. */
static float tail(struct chance *chance) {
    float past, room;
    do {
        past = -logf(1.0f - uniform(chance)) / (float)TAIL;
        room = -logf(1.0f - uniform(chance));
    } while (room + room < past * past);
    return (float)TAIL + past;
}

static inline float normal(struct chance *chance) {
    const float *edge = chance->ziggurat->edge, *height = chance->ziggurat->height;
    for (;;) {
        uint64_t word = draw(chance);
        int strip = word % STRIPS;
        float side = (float)((int64_t)word >> 40) * 0x1p-23f;
        float x = side * edge[strip];
        if (fabsf(x) < edge[strip + 1])
            return x;
        if (strip == 0)
            return side < 0.0f ? -tail(chance) : tail(chance);
        float y = height[strip] + uniform(chance) * (height[strip + 1] - height[strip]);
        if (y < expf(-0.5f * x * x))
            return x;
    }
}

static void meet(struct chance *chance, const struct habits *habits, int people, float *theta, float *pace) {
    float mean = 0.0f;
    for (int who = 0; who < people; who++) {
        theta[who] = habits->sigma * normal(chance);
        mean += theta[who] / (float)people;
    }
    for (int who = 0; who < people; who++) {
        float words = habits->mean + habits->by_share * (theta[who] - mean) + habits->between * normal(chance);
        pace[who] = habits->seconds_a_word * expf(words);
        theta[who] = expf(theta[who]);
    }
}

static void begin(struct phase *phase, const struct step *step, const struct turn *turns, const float *theta, const float *pace) {
    phase->people = step->people;
    for (int at = 0; at < step->people; at++) {
        const struct turn *turn = &turns[step->first + at];
        phase->able[at] = theta[turn->seat] * turn->speaks;
        phase->able_to_answer[at] = theta[turn->seat] * turn->answers;
        phase->pace[at] = pace[turn->seat];
        phase->spoke[at] = 0.0f;
        phase->until[at] = 0.0f;
        phase->spoke_in[at] = -NOT_YET;
    }
    phase->now = phase->talk = phase->wait = 0.0f;
    phase->turns = phase->aba = 0;
    phase->last = phase->before = -1;
}

/* By liking to talk, times what memory makes of the turns since each last spoke. */
static inline int chosen(struct chance *chance, const struct habits *habits, const struct phase *phase, const float *able) {
    float so_far[MOST_PEOPLE];
    float total = 0.0f;
    for (int at = 0; at < phase->people; at++) {
        int ago = phase->turns - phase->spoke_in[at];
        total += able[at] * habits->table[ago < NOT_YET ? ago : NOT_YET];
        so_far[at] = total;
    }
    float mark = total * uniform(chance);
    int next = 0;
    for (int at = 0; at < phase->people - 1; at++)
        next += so_far[at] <= mark;
    return next;
}

static inline float gap(struct chance *chance, const struct habits *habits) {
    float wide = normal(chance);
    if (uniform(chance) < habits->overlapped)
        return -expf(habits->overlap_mean + habits->overlap_spread * wide);
    return expf(habits->gap_mean + habits->gap_spread * wide);
}

static inline void take(struct chance *chance, const struct habits *habits, struct phase *phase, const float *able) {
    int who = chosen(chance, habits, phase, able);
    float length = phase->pace[who] * expf(habits->within * normal(chance));
    float since = phase->turns ? phase->now + gap(chance, habits) : 0.0f;
    if (since < 0.0f)
        since = 0.0f;
    float until = since + length;
    float waited = since - phase->until[who];
    if (waited > phase->wait)
        phase->wait = waited;
    if (until > phase->now)
        phase->now = until;
    phase->until[who] = until;
    phase->spoke[who] += length;
    phase->talk += length;
    phase->aba += who == phase->before;
    phase->before = phase->last;
    phase->last = who;
    /* the next turn comes one turn after this one */
    phase->spoke_in[who] = phase->turns++;
}

static void alone(struct phase *phase, float target) {
    for (int at = 0; at < phase->people; at++)
        if (phase->able[at] > 0.0f) {
            phase->spoke[at] = phase->until[at] = target;
            break;
        }
    phase->now = phase->talk = target;
    phase->turns = 1;
}

static void hold(struct chance *chance, const struct habits *habits, const struct step *step, struct phase *phase) {
    float target = step->planned * expf(habits->drift + habits->spread * normal(chance));
    if (step->law == ALONE)
        alone(phase, target);
    else if (step->law == OPEN)
        while (phase->now < target && phase->turns < step->most)
            take(chance, habits, phase, phase->able);
    else
        while (phase->now < target && phase->turns < step->most) {
            take(chance, habits, phase, phase->able);
            take(chance, habits, phase, phase->able_to_answer);
        }
}

static float gini_of(const struct phase *phase) {
    float apart = 0.0f;
    for (int one = 0; one < phase->people; one++)
        for (int other = 0; other < one; other++)
            apart += fabsf(phase->spoke[one] - phase->spoke[other]);
    return apart / ((float)phase->people * phase->talk);
}

static float entropy_of(const struct phase *phase) {
    float found = 0.0f;
    for (int at = 0; at < phase->people; at++) {
        float share = phase->spoke[at] / phase->talk;
        if (share > 0.0f)
            found -= share * logf(share);
    }
    return found / logf((float)phase->people);
}

static float longest_wait(const struct phase *phase) {
    float longest = phase->wait;
    for (int at = 0; at < phase->people; at++)
        longest = fmaxf(longest, phase->now - phase->until[at]);
    return longest;
}

void walk(uint64_t seed, int32_t sessions, int32_t steps, int32_t people, int32_t roles,
          const struct step *step, const struct turn *turns, const struct habits *habits,
          float *told, float *airtime, float *by_role) {
    struct ziggurat ziggurat;
    build(&ziggurat);
    for (int32_t session = 0; session < sessions; session++) {
        struct chance chance = {.ziggurat = &ziggurat};
        struct phase phase;
        float theta[MOST_PEOPLE], pace[MOST_PEOPLE];
        float *row = told + (int64_t)session * COLUMNS;
        float *seats = airtime + (int64_t)session * people;
        float *held = by_role + (int64_t)session * roles;
        float discussed = 0.0f, thirds = 0.0f;
        start(&chance, seed ^ ((uint64_t)session << 32));
        meet(&chance, habits, people, theta, pace);
        for (int at = 0; at < steps; at++) {
            begin(&phase, &step[at], turns, theta, pace);
            hold(&chance, habits, &step[at], &phase);
            row[DURATION] += phase.now;
            row[TURNS] += (float)phase.turns;
            for (int who = 0; who < phase.people; who++) {
                const struct turn *turn = &turns[step[at].first + who];
                seats[turn->seat] += phase.spoke[who];
                if (turn->role >= 0)
                    held[turn->role] += phase.spoke[who];
            }
            if (step[at].law == ALONE)
                continue;
            row[WAIT] = fmaxf(row[WAIT], longest_wait(&phase));
            if (step[at].law != OPEN || phase.people < 2)
                continue;
            row[GINI] += phase.now * gini_of(&phase);
            row[ENTROPY] += phase.now * entropy_of(&phase);
            row[ABA] += (float)phase.aba;
            discussed += phase.now;
            thirds += phase.turns > 2 ? (float)(phase.turns - 2) : 0.0f;
        }
        row[OVERRUN] = row[DURATION] - habits->slot;
        if (discussed > 0.0f) {
            row[GINI] /= discussed;
            row[ENTROPY] /= discussed;
        }
        if (thirds > 0.0f)
            row[ABA] /= thirds;
    }
}
