// Gives back what it gets, of every type: what bindings of wit-bindgen go call, in their package export_bind_test_echoes.
package export_bind_test_echoes

import (
	game "wit_component/bind_test_game"
	shapes "wit_component/bind_test_shapes"

	"runtime"
	"strings"

	wit "go.bytecodealliance.org/pkg/wit/types"
)

func ABool(v bool) bool                                   { return v }
func AnS8(v int8) int8                                    { return v }
func AU8(v uint8) uint8                                   { return v }
func AnS16(v int16) int16                                 { return v }
func AU16(v uint16) uint16                                { return v }
func AnS32(v int32) int32                                 { return v }
func AU32(v uint32) uint32                                { return v }
func AnS64(v int64) int64                                 { return v }
func AU64(v uint64) uint64                                { return v }
func AnF32(v float32) float32                             { return v }
func AnF64(v float64) float64                             { return v }
func AChar(v rune) rune                                   { return v }
func AString(v string) string                             { return v }
func APoint(v shapes.Point) shapes.Point                  { return v }
func AllNumbers(v shapes.Numbers) shapes.Numbers          { return v }
func AMood(v shapes.Mood) shapes.Mood                     { return v }
func SomeKeys(v shapes.Keys) shapes.Keys                  { return v }
func AShape(v shapes.Shape) shapes.Shape                  { return v }
func ANested(v shapes.Nested) shapes.Nested               { return v }
func SomeWords(v shapes.Words) shapes.Words               { return v }
func AWide(v shapes.Wide) shapes.Wide                     { return v }
func Bytes(v []uint8) []uint8                             { return v }
func Bools(v []bool) []bool                               { return v }
func Chars(v []rune) []rune                               { return v }
func Doubles(v []float64) []float64                       { return v }
func Points(v []shapes.Point) []shapes.Point              { return v }
func Moods(v []shapes.Mood) []shapes.Mood                 { return v }
func Texts(v []string) []string                           { return v }
func Many(v []shapes.Numbers) []shapes.Numbers            { return v }
func Options(v []wit.Option[uint64]) []wit.Option[uint64] { return v }

func ATuple(v wit.Tuple3[uint8, string, []wit.Tuple2[rune, float32]]) (uint8, string, []wit.Tuple2[rune, float32]) {
	return v.F0, v.F1, v.F2
}
func AnOption(v wit.Option[string]) wit.Option[string]                                  { return v }
func DeepOption(v wit.Option[wit.Option[uint32]]) wit.Option[wit.Option[uint32]]        { return v }
func AResult(v wit.Result[uint32, string]) wit.Result[uint32, string]                   { return v }
func AnEmptyResult(v wit.Result[wit.Unit, wit.Unit]) wit.Result[wit.Unit, wit.Unit]     { return v }
func AnErrorOnly(v wit.Result[wit.Unit, shapes.Mood]) wit.Result[wit.Unit, shapes.Mood] { return v }

func one(v bool) uint64 {
	if v {
		return 1
	}
	return 0
}

func Seventeen(a uint8, b uint16, c uint32, d uint64, e float32, f float64, g bool, h rune, i string, j uint8, k uint16, l uint32, m uint64, n float32, o float64, p bool) uint64 {
	return uint64(a) + uint64(b) + uint64(c) + d + uint64(e) + uint64(f) + one(g) + uint64(h) + uint64(len(i)) + uint64(j) + uint64(k) + uint64(l) + m + uint64(n) + uint64(o) + one(p)
}

func Lean(p shapes.Point, m shapes.Mood, q shapes.Point) float32 {
	return p.X + 10*p.Y + 100*float32(m) + 1000*q.X + 10000*q.Y
}

func Weigh(n shapes.Numbers, more uint32) float64 {
	return float64(one(n.ABool)) + 2*float64(n.AnS8) + 3*float64(n.AU64) + 5*float64(n.AU8) + 7*float64(n.AnS16) + 11*float64(n.AU16) + 13*float64(n.AnS32) +
		17*float64(n.AU32) + 19*float64(n.AnS64) + 23*float64(n.AnF32) + 29*float64(n.AChar) + 31*n.AnF64 + 37*float64(more)
}

func NameOf(p shapes.Point, name string, n wit.Tuple2[uint8, float64]) string {
	if p.X == 1 && p.Y == 2 && n.F0 == 3 && n.F1 == 4 {
		return strings.ToUpper(name)
	}
	return strings.Repeat("?", len(name))
}

// ---- resources ----

func take(t *game.Thing) uint32 {
	defer t.Drop()
	return t.Value()
}

func BorrowThing(t *game.Thing) uint32    { return take(t) }
func HoldThing(t *game.Thing)             { t.Drop() }
func TakeThing(t *game.Thing) uint32      { return take(t) }
func PassThing(t *game.Thing) *game.Thing { return t }

func TakeThings(things []*game.Thing) (sum uint32) {
	for _, t := range things {
		sum += take(t)
	}
	return
}

type Counter struct {
	pinner runtime.Pinner
	handle int32
	value  uint32
}

func (c *Counter) OnDrop() {}

func (c *Counter) Next(by uint32) uint32 {
	c.value += by
	return c.value
}

func (c *Counter) Label(prefix string) string { return prefix + string(rune('0'+c.value%10)) }

// The counter's constructor and the interface's make-counter: the bindings call both so.
func MakeCounter(start uint32) *Counter    { return &Counter{value: start} }
func CounterSum(a uint32, b uint32) uint32 { return a + b }
func ReadCounter(c *Counter) uint32        { return c.value }

// ---- the game's functions ----

func LogIt(text string)                                 { game.Log(text) }
func AddIt(a uint32, b uint32) uint32                   { return game.Add(a, b) }
func TurnIt(v shapes.Nested) shapes.Nested              { return game.Turn(v) }
func HalveIt(v []float32) wit.Result[[]float32, string] { return game.Halves(v) }
func WaitFor(frames uint32) uint32                      { return game.Wait(frames) }
func BeRefused(how uint32)                              { game.Refuse(how) }

func SpawnIt(value uint32) uint32 {
	spawned, made := game.Spawn(value), game.MakeThing(value+1)
	return take(spawned) + take(made) + game.ThingTwice(value)
}

// ---- time ----

var spun uint32

func Spin(turns uint32) uint32 {
	spun = 0
	for range turns {
		spun++
	}
	return spun
}

func Fail()                       { panic("on purpose") }
func CountBytes(v []uint8) uint32 { return uint32(len(v)) }

func LogOften(text string, times uint32) {
	for range times {
		game.Log(text)
	}
}

func BorrowOften(t *game.Thing, times uint32) (sum uint32) {
	for range times {
		sum += t.Value()
	}
	t.Drop()
	return
}
