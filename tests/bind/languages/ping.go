// The world's own function.
package export_wit_world

import (
	"strings"
	world "wit_component/wit_world"
)

func Ping(text string, times uint8) string {
	world.Beep(440)
	return strings.Repeat(text, int(times))
}
