// A stand-in for the init program that LocalStack's image brings (github.com/localstack/lambda-runtime-init): it speaks
// the same protocol with LocalStack and with the runtime's bootstrap, as far as functions of one process need it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

const (
	sandboxUser   = 993
	sandboxGroup  = 990
	runtimeAPI    = "127.0.0.1:9001"
	invokeAddress = ":9563"
	initTimeout   = 10 * time.Second
)

// LocalStack tells these to the init program; the function does not get them.
var internalVariables = []string{
	"LOCALSTACK_RUNTIME_ENDPOINT", "LOCALSTACK_RUNTIME_ID", "LOCALSTACK_USER", "LOCALSTACK_CHMOD_PATHS",
	"LOCALSTACK_FUNCTION_ACCOUNT_ID", "LOCALSTACK_INIT_LOG_LEVEL", "LOCALSTACK_POST_INVOKE_WAIT_MS",
	"LOCALSTACK_MAX_PAYLOAD_SIZE", "HOSTNAME", "HOME",
}

func main() {
	log.SetFlags(0)
	localstack := upstream{os.Getenv("LOCALSTACK_RUNTIME_ENDPOINT"), os.Getenv("LOCALSTACK_RUNTIME_ID")}
	maxPayload := number("LOCALSTACK_MAX_PAYLOAD_SIZE", 6*1024*1024+100)
	user := os.Getenv("LOCALSTACK_USER")
	changeModes(os.Getenv("LOCALSTACK_CHMOD_PATHS"))
	for _, name := range internalVariables {
		os.Unsetenv(name)
	}
	addUser()
	server := newRuntimeServer(maxPayload)
	go serve(runtimeAPI, server)

	box := &sandbox{server: server, asRoot: user == "root", timeout: time.Duration(number("AWS_LAMBDA_FUNCTION_TIMEOUT", 3)) * time.Second}
	if failure := box.start(initTimeout); failure != nil {
		localstack.post("/status/"+localstack.id+"/error", failure)
		os.Exit(1)
	}
	localstack.post("/status/"+localstack.id+"/ready", nil)
	serve(invokeAddress, invokeHandler(box, localstack))
}

func invokeHandler(box *sandbox, localstack upstream) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /invoke", func(w http.ResponseWriter, r *http.Request) {
		var call invocation
		if err := json.NewDecoder(r.Body).Decode(&call); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		go func() {
			body, isError := box.invoke(call)
			logs, _ := json.Marshal(map[string]string{"logs": box.server.output.take()})
			localstack.post("/invocations/"+call.ID+"/logs", logs)
			if isError {
				localstack.post("/invocations/"+call.ID+"/error", body)
			} else {
				localstack.post("/invocations/"+call.ID+"/response", body)
			}
		}()
		fmt.Fprint(w, "OK")
	})
	return mux
}

func serve(address string, handler http.Handler) {
	log.Fatal(http.ListenAndServe(address, handler))
}

func number(name string, otherwise int) int {
	if value, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return value
	}
	return otherwise
}

// changeModes makes folders what they are on AWS; paths is JSON of [{"path": "/tmp", "mode": "0700"}].
func changeModes(paths string) {
	var changes []struct{ Path, Mode string }
	if err := json.Unmarshal([]byte(paths), &changes); err != nil && paths != "" {
		log.Printf("LOCALSTACK_CHMOD_PATHS is not JSON: %v", err)
	}
	for _, change := range changes {
		mode, err := strconv.ParseUint(change.Mode, 8, 32)
		if err != nil {
			log.Printf("%s has no mode %q", change.Path, change.Mode)
			continue
		}
		err = filepath.WalkDir(change.Path, func(path string, _ fs.DirEntry, err error) error {
			return errors.Join(err, os.Chmod(path, fs.FileMode(mode)))
		})
		if err != nil {
			log.Printf("The mode of %s cannot be changed: %v", change.Path, err)
		}
	}
	if err := os.Chown("/tmp", sandboxUser, sandboxGroup); err != nil {
		log.Printf("/tmp cannot be given to the function: %v", err)
	}
}

// addUser gives the function's user a name, without which Node finds no home.
func addUser() {
	passwd, err := os.OpenFile("/etc/passwd", os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = fmt.Fprintf(passwd, "sbx_user1051:x:%d:%d::/home/sbx_user1051:/sbin/nologin\n", sandboxUser, sandboxGroup)
		err = errors.Join(err, passwd.Close())
	}
	if err != nil {
		log.Printf("The function's user has no name: %v", err)
	}
}

// upstream is LocalStack, which waits for the answers.
type upstream struct{ endpoint, id string }

func (u upstream) post(path string, body []byte) {
	client := http.Client{Transport: &http.Transport{Proxy: nil, DisableKeepAlives: true}}
	response, err := client.Post(u.endpoint+path, "application/json", bytesReader(body))
	if err != nil {
		log.Printf("LocalStack does not take %s: %v", path, err)
		return
	}
	io.Copy(io.Discard, response.Body)
	response.Body.Close()
}
